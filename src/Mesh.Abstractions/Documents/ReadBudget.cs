namespace Mesh.Documents;

/// <summary>The time that is left for one text. The clock is asked now and then only: most values are small.</summary>
internal sealed class ReadBudget(ReadLimits limits)
{
    private const int Interval = 1024;
    private readonly long _start = limits.TimeProvider.GetTimestamp();
    private int _values;

    public ReadLimits Limits { get; } = limits;

    public string Message => $"Reading takes longer than {Limits.MaxTime}.";

    public bool IsSpent => Limits.TimeProvider.GetElapsedTime(_start) > Limits.MaxTime;

    /// <summary>Counts a value; says whether the time is over.</summary>
    public bool SpendsLast() => _values++ % Interval == 0 && IsSpent;
}
