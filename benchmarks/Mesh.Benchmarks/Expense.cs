namespace Mesh.Benchmarks;

/// <summary>What one call of something asynchronous took: medians of several rounds.</summary>
/// <param name="Seconds">The time until it was done.</param>
/// <param name="ProcessorSeconds">The processor time of this process.</param>
/// <param name="AllocatedBytes">The bytes that were allocated, on any thread.</param>
internal sealed record Expense(double Seconds, double ProcessorSeconds, double AllocatedBytes)
{
    /// <summary>
    /// The rate as against the first of those that took turns: the median of the rounds' ratios. A machine that gets slower for a while
    /// does so for both of a round.
    /// </summary>
    public double Rate { get; init; } = 1;
}
