namespace Mesh.Istio.Simulation.Envoy;

/// <summary>A small fast generator (SplitMix64) whose numbers are a function of the seed on every platform.</summary>
internal struct SeededRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A number from 0 to <paramref name="limit"/> - 1.</summary>
    internal int Next(int limit) => (int)(((NextBits() >> 32) * (ulong)limit) >> 32);

    /// <summary>A number in [0, 1).</summary>
    internal double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A time in [0, <paramref name="limit"/>).</summary>
    internal TimeSpan NextTime(TimeSpan limit) => TimeSpan.FromTicks((long)(NextDouble() * limit.Ticks));

    private ulong NextBits()
    {
        _state += 0x9E3779B97F4A7C15UL;
        ulong z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
