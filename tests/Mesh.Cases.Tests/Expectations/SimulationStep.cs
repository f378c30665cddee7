namespace Mesh.Cases.Tests.Expectations;

/// <summary>What happens at a moment of a simulation: <c>5 fail503 east shop/orders</c>, <c>30 recover</c>.</summary>
/// <param name="At">The time since the start.</param>
/// <param name="Failure">What fails; <see langword="null"/> when everything is well again.</param>
internal sealed record SimulationStep(TimeSpan At, CaseFailure? Failure)
{
    /// <summary>Reads steps that are separated by <c>;</c>; none where nothing happens.</summary>
    /// <exception cref="FormatException">A step has no time or no known failure.</exception>
    public static SimulationStep[] ParseAll(string text) =>
        text.Length == 0 ? [] : [.. text.Split(';', StringSplitOptions.TrimEntries).Select(Parse)];

    private static SimulationStep Parse(string text)
    {
        int space = text.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0)
        {
            throw new FormatException($"'{text}' is not SECONDS FAILURE or SECONDS recover");
        }

        string what = text[(space + 1)..].Trim();
        return new SimulationStep(TimeSpan.FromSeconds(Numbers.Real(text[..space])), what == "recover" ? null : CaseFailure.Parse(what));
    }
}
