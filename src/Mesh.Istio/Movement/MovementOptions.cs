using Mesh.Diagnostics;

namespace Mesh.Istio.Movement;

/// <summary>How something is moved.</summary>
public sealed record MovementOptions
{
    /// <summary>The part of every pod's capacity that stays free in every step, from 0 to less than 1. Default: 0.</summary>
    public double Headroom { get; init; }

    /// <summary>The percentages that are shifted, each more than the one before, the last 100. Default: 10, 30, 100.</summary>
    public ValueList<int> Shares { get; init; } = [10, 30, 100];

    /// <summary>Whether the plan may ask for more pods. Default: yes; else a movement for which there are too few is refused.</summary>
    public bool MayScale { get; init; } = true;

    /// <summary>How long each step is watched before the next: from 0 to a day. Default: 5 minutes.</summary>
    public TimeSpan Watched { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How many calls are simulated for each step, those with most requests first; 0 for none. Default: 20. At most 1,000.
    /// </summary>
    public int SimulatedCalls { get; init; } = 20;

    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    internal void Check()
    {
        OptionRange.Require(Headroom, 0, 0.999);
        OptionRange.Require(Watched, TimeSpan.Zero, OptionRange.Day);
        OptionRange.Require(SimulatedCalls, 0, 1000);
        int last = 0;
        foreach (int share in Shares)
        {
            OptionRange.Require(share, last + 1, 100, nameof(Shares));
            last = share;
        }

        OptionRange.Require(last, 100, 100, nameof(Shares));
    }
}
