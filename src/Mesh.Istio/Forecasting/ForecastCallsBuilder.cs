using Mesh.Diagnostics;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.Forecasting.Engine;
using Mesh.Istio.Forecasting.Tables;

namespace Mesh.Istio.Forecasting;

/// <summary>Says which calls a table or a proof is about.</summary>
public sealed class ForecastCallsBuilder
{
    private readonly AskedMesh _asked;

    // Enumerated once, when the calls are wanted: those of a large mesh are millions.
    private readonly List<IEnumerable<ForecastQuery>> _calls = [];

    internal ForecastCallsBuilder(AskedMesh asked) => _asked = asked;

    internal ForecastCalls Build() => new(_asked.Mesh, _calls.SelectMany(calls => calls));

    /// <summary>One call. Where the question does not say which request, one for every route of the host.</summary>
    /// <param name="query">The question, as of <c>forecaster.ForClient(…).To(…)</c> of the same forecaster.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The question is of another forecaster.</exception>
    public ForecastCallsBuilder Add(ForecastQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (!ReferenceEquals(query.Client.Mesh, _asked.Mesh))
        {
            throw new ArgumentException("The question is of another forecaster; ask this one.", nameof(query));
        }

        _calls.Add([query]);
        return this;
    }

    /// <summary>
    /// Every workload with a sidecar, in every cluster and place where it has pods, calls one host. Workloads are told apart by namespace
    /// and label
    /// <c>app</c>, else by the name of their Deployment; gateways are none.
    /// </summary>
    /// <param name="host">The host as the clients write it.</param>
    /// <param name="port">The port. Default: 80.</param>
    /// <returns>This builder.</returns>
    public ForecastCallsBuilder AddEveryClient(string host, int port = 80) => AddEveryClient(host, port, (Request?)null);

    /// <summary>The same for one request that every client sends.</summary>
    /// <param name="host">The host as the clients write it.</param>
    /// <param name="port">The port.</param>
    /// <param name="request">Describes the request; what is not said is that of a <c>GET /</c> without headers.</param>
    /// <returns>This builder.</returns>
    public ForecastCallsBuilder AddEveryClient(string host, int port, Action<RequestBuilder> request) =>
        AddEveryClient(host, port, RequestBuilder.Build(request));

    /// <summary>
    /// Every workload with a sidecar calls every host for which failover can be configured: those of ServiceEntries, and the Services that
    /// have a DestinationRule, on each port, as far as the workload's proxy knows them.
    /// </summary>
    /// <returns>This builder.</returns>
    public ForecastCallsBuilder AddEverything()
    {
        _calls.Add(EveryClient.Of(_asked).SelectMany(EveryClient.Calls));
        return this;
    }

    private ForecastCallsBuilder AddEveryClient(string host, int port, Request? request)
    {
        ArgumentException.ThrowIfNullOrEmpty(host);
        OptionRange.RequirePort(port);
        _calls.Add(EveryClient.Of(_asked).Select(client => client.To(host, port, request)));
        return this;
    }
}
