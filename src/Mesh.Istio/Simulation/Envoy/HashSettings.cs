namespace Mesh.Istio.Simulation.Envoy;

/// <summary>How a cluster hashes.</summary>
/// <param name="MinimumRingSize">The least number of places on the ring.</param>
/// <param name="TableSize">The size of the Maglev table; <see langword="null"/> for a ring.</param>
internal sealed record HashSettings(ulong MinimumRingSize, int? TableSize);
