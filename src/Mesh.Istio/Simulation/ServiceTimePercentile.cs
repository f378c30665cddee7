namespace Mesh.Istio.Simulation;

/// <summary>A point of a measured distribution.</summary>
/// <param name="Percent">How many of a hundred requests take no longer, from 0 to 100.</param>
/// <param name="Time">The time.</param>
public sealed record ServiceTimePercentile(double Percent, TimeSpan Time);
