namespace Mesh.Documents;

/// <summary>
/// What a text or a folder may cost at most to read, for manifests, models and dumps alike, in YAML and JSON. What is beyond a limit is a
/// finding and is not read. Immutable.
/// </summary>
public sealed record ReadLimits
{
    /// <summary>The limits of manifests and models.</summary>
    public static ReadLimits Default { get; } = new();

    /// <summary>The limits of dumps, which hold whole clusters: 1 GiB a file, 8 GiB a folder, 10 minutes a file.</summary>
    public static ReadLimits ForDumps { get; } = new()
    {
        MaxFileBytes = 1L << 30,
        MaxTotalBytes = 8L << 30,
        MaxTime = TimeSpan.FromMinutes(10),
    };

    /// <summary>The longest file or text, in bytes, at most 2,000,000,000. Default 64 MiB.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public long MaxFileBytes { get; init => field = Within(value, 1, 2_000_000_000, nameof(MaxFileBytes)); } = 64L << 20;

    /// <summary>The bytes of all files of a folder together. Default 1 GiB.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public long MaxTotalBytes { get; init => field = Within(value, 1, long.MaxValue, nameof(MaxTotalBytes)); } = 1L << 30;

    /// <summary>How many files of a folder are read, sub-folders included. Default 100,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int MaxFiles { get; init => field = (int)Within(value, 1, int.MaxValue, nameof(MaxFiles)); } = 100_000;

    /// <summary>How deep values may be nested, from 1 to 200 levels. Default 100; the deepest Istio object has about 20.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int MaxDepth { get; init => field = (int)Within(value, 1, 200, nameof(MaxDepth)); } = 100;

    /// <summary>
    /// How many bytes the aliases and merges of a YAML document may add to it when they are written out. Default 1 MiB; 0 allows none.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public long MaxAliasBytes { get; init => field = Within(value, 0, long.MaxValue, nameof(MaxAliasBytes)); } = 1L << 20;

    /// <summary>How long one file or text may take, up to a day. Default 1 minute.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive, or more than a day.</exception>
    public TimeSpan MaxTime
    {
        get;
        init => field = value > TimeSpan.Zero && value <= TimeSpan.FromDays(1)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(MaxTime), value, "The time must be more than zero and at most a day.");
    } = TimeSpan.FromMinutes(1);

    /// <summary>The clock of <see cref="MaxTime"/>. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>For what a text was turned into: it was counted where it was read, and is longer and deeper now.</summary>
    internal ReadLimits ForConverted => this with { MaxFileBytes = 2_000_000_000, MaxDepth = 200 };

    private static long Within(long value, long least, long most, string name) =>
        value >= least && value <= most ? value
            : throw new ArgumentOutOfRangeException(name, value, $"The value must be between {least} and {most}.");
}
