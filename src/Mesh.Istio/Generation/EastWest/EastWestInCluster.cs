using Mesh.Diagnostics;

namespace Mesh.Istio.Generation.EastWest;

/// <summary>An east-west gateway in one cluster.</summary>
/// <param name="Entry">The gateway.</param>
/// <param name="Site">What is known of it there.</param>
/// <param name="Addresses">The IP addresses at which other clusters reach it, in ordinal order; empty when they cannot.</param>
/// <param name="Findings">Why they cannot, or not at every address; told only where there is a service to be reached.</param>
internal sealed record EastWestInCluster(
    EastWestEntry Entry, GatewayInCluster Site, ValueList<string> Addresses, ValueList<Diagnostic> Findings);
