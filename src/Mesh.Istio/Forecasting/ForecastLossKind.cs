namespace Mesh.Istio.Forecasting;

/// <summary>What happens to requests that are lost.</summary>
public enum ForecastLossKind
{
    /// <summary>The client's proxy has nobody to send them to: <c>503 UH</c>.</summary>
    NoHealthyUpstream,

    /// <summary>They go to an endpoint that does not answer them and that nothing ejects.</summary>
    DeadEndpoint,

    /// <summary>
    /// The client's proxy has no route or cluster for them, or the question itself has no answer (<see cref="Forecast.IsUnknown"/>); a
    /// diagnostic says why.
    /// </summary>
    NoRoute,

    /// <summary>A proxy answers them itself with an error, because a route says so: a direct response or a fault.</summary>
    AnsweredByRoute,

    /// <summary>A policy forbids them: 403, 401, or the connection is closed (<c>MF015</c>).</summary>
    Denied,
}
