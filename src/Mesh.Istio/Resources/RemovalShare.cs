namespace Mesh.Istio.Resources;

/// <summary>
/// Keeps "nothing is known" from being read as "nothing is desired": the share of what Mesh wrote before that one write may remove. One
/// guard for files and clusters.
/// </summary>
/// <param name="MaxShare">The largest share that may go, from 0 to 1. At 1 everything may go, also
/// where nothing is desired any more.</param>
internal readonly record struct RemovalShare(double MaxShare)
{
    /// <summary>The share where no other is given: half.</summary>
    public const double Default = 0.5;

    /// <summary>Whether so many may go.</summary>
    /// <param name="removed">How many would be removed.</param>
    /// <param name="existing">How many there are, those among them.</param>
    /// <param name="desired">How many are desired now. Where none is, nothing goes without the share of 1: it looks like a mistake.</param>
    public bool Allows(int removed, int existing, int desired) =>
        removed == 0 || MaxShare >= 1 || (desired > 0 && removed <= existing * MaxShare);
}
