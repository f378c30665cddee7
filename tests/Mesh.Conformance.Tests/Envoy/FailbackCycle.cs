namespace Mesh.Conformance.Tests.Envoy;

/// <summary>One stay of a host outside, recorded or simulated; times in seconds after the failure began.</summary>
/// <param name="EjectedAt">When it was ejected.</param>
/// <param name="EjectedFor">How long it stayed out; null when it was still out at the end.</param>
/// <param name="Multiplier">The factor of the base time.</param>
/// <param name="FirstRequestAfter">From its return to the first request that ended there.</param>
/// <param name="FailedWhileEjected">Failed requests of the client meanwhile.</param>
/// <param name="FailedBeforeNext">Failed requests from its return to the ejection, of any host, that is listed next.</param>
internal sealed record FailbackCycle(
    double EjectedAt, double? EjectedFor, int Multiplier, double? FirstRequestAfter, int FailedWhileEjected, int? FailedBeforeNext);
