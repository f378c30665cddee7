using Mesh.Diagnostics;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting.Access;
using Mesh.Istio.Forecasting.Engine;
using Mesh.Istio.Forecasting.Proofs;

namespace Mesh.Istio.Forecasting;

/// <summary>The question where one client's requests for one host go. Made by <see cref="ForecastClient.To(string, int)"/>.</summary>
public sealed class ForecastQuery
{
    internal ForecastQuery(ForecastClient client, string host, int port, Request? request)
    {
        Client = client;
        Host = host;
        Port = port;
        Request = request ?? Plain;
        IsAnyRequest = request is null;
    }

    // One for all, so that it is compared at once.
    private static readonly Request Plain = new();

    internal ForecastClient Client { get; }

    internal string Host { get; }

    internal int Port { get; }

    internal Request Request { get; }

    /// <summary>Whether nobody said which request; tables and proofs then ask for every route.</summary>
    internal bool IsAnyRequest { get; }

    /// <summary>Where traffic goes as things were observed.</summary>
    /// <returns>The forecast.</returns>
    public Forecast Now() => Client.Asked.Observed(tracer => In(DescribedFailure.Nothing, tracer));

    /// <summary>Where traffic goes when something fails.</summary>
    /// <param name="configure">Says what fails; several failures add up.</param>
    /// <returns>The forecast. Names that do not exist are among its diagnostics.</returns>
    public Forecast When(Action<FailureBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        FailureBuilder failures = Client.Mesh.NewFailure();
        configure(failures);
        return In(new DescribedFailure(failures), new EndpointTracer(new FailedWorld(Client.Mesh, failures.Parts)));
    }

    /// <summary>
    /// Proves that the call loses no requests, whatever fails, as <see cref="ForecastCalls.SurvivesAny"/> does for several calls.
    /// </summary>
    /// <param name="atOnce">How many things may fail at once; 0 looks at the state as observed.</param>
    /// <param name="scopes">What can fail. Default: clusters, zones and gateways.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The proof, with the smallest counterexample if there is one.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="atOnce"/> is negative.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public SurvivalProof SurvivesAny(
        int atOnce, FailureScopes scopes = FailureScopes.Default, CancellationToken cancellationToken = default) =>
        new ForecastCalls(Client.Mesh, [this]).SurvivesAny(atOnce, scopes, null, cancellationToken);

    /// <summary>
    /// Whether the client may make the request: what every gateway and pod on the way says, each with the identity that it sees. What
    /// cannot be known (external authorizers, tokens, who calls from outside) makes the answer <see cref="CallVerdict.Unknown"/> and is
    /// among its assumptions.
    /// </summary>
    /// <returns>The answer, for the state as observed.</returns>
    public AccessAnswer MayCall()
    {
        FailureBuilder failures = Client.Mesh.NewFailure();
        var steps = new List<AccessStep>();
        var tracer = new EndpointTracer(new FailedWorld(Client.Mesh, failures.Parts));
        return AccessAnswer.Of(ForecastEngine.Run(this, new DescribedFailure(failures), tracer, steps), steps);
    }

    internal Forecast In(DescribedFailure failure, EndpointTracer tracer)
    {
        Forecast forecast = ForecastEngine.Run(this, failure, tracer);
        return failure.Descriptions.IsEmpty || forecast.IsUnknown ? forecast : WithObserved(forecast, Now());
    }

    // What fails can hide what is behind it. The answer rests on it all the same: it says what is left, and nobody looked there.
    private static Forecast WithObserved(Forecast forecast, Forecast observed)
    {
        string[] hidden = [.. observed.Assumptions.Where(assumption => !forecast.Assumptions.Contains(assumption))];
        return hidden.Length == 0 ? forecast : forecast with
        {
            Assumptions = forecast.Assumptions.AddRange(hidden),
            Diagnostics = new DiagnosticList(forecast.Diagnostics.Concat(observed.Diagnostics.Where(ForecastDiagnostics.IsAssumption))),
        };
    }
}
