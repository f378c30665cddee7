using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.Routing;

/// <summary>The faults that a route injects, as istiod writes them: without a percentage they hit nobody.</summary>
/// <param name="AbortPercent">The part of the requests that is answered with <paramref name="Status"/>.</param>
/// <param name="Status">The status; 200 for an abort with a gRPC status, which stands in a header then.</param>
/// <param name="DelayPercent">The part of the requests that is held back.</param>
/// <param name="Delay">For how long.</param>
internal sealed record RouteFault(double AbortPercent, int Status, double DelayPercent, TimeSpan Delay)
{
    /// <summary>The body of an aborted request's answer.</summary>
    public const string Body = "fault filter abort";

    /// <summary>The gRPC status of aborted requests; empty where they get an HTTP status.</summary>
    public string GrpcStatus { get; private init; } = "";

    /// <summary>Whether every request is aborted.</summary>
    public bool AbortsAll => AbortPercent >= 100;

    /// <summary>The fault of a rule; <see langword="null"/> where it does nothing.</summary>
    public static RouteFault? Of(HttpFaultInjection? fault)
    {
        double abort = fault?.Abort is { Error: AbortError.HttpStatus or AbortError.GrpcStatus } error ? error.Percentage?.Value ?? 0 : 0;
        double delay = fault?.Delay is { Duration: DelayDuration.Fixed } held ? held.Percentage?.Value ?? held.Percent ?? 0 : 0;
        return abort <= 0 && delay <= 0 ? null
            : new RouteFault(
                abort, fault!.Abort?.Error is AbortError.HttpStatus(var status) ? status : 200, delay,
                fault.Delay?.Duration is DelayDuration.Fixed(var time) ? time : TimeSpan.Zero)
            {
                GrpcStatus = fault.Abort?.Error is AbortError.GrpcStatus(var name) ? name : "",
            };
    }
}
