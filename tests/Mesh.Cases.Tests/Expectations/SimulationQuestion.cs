namespace Mesh.Cases.Tests.Expectations;

/// <summary>The requests of a simulation and what happens meanwhile.</summary>
internal sealed record SimulationQuestion
{
    private const string Outside = "gateway ";

    public required CallSource Source { get; init; }

    /// <summary>Whether requests come to a gateway from outside.</summary>
    public required bool FromOutside { get; init; }

    /// <summary>The host; its suffix is the path.</summary>
    public required CallTarget Target { get; init; }

    /// <summary>Requests per second.</summary>
    public required double Rate { get; init; }

    public required TimeSpan Duration { get; init; }

    public required ulong Seed { get; init; }

    public required SimulationStep[] Steps { get; init; }

    /// <exception cref="FormatException">A field has another form.</exception>
    public static SimulationQuestion Parse(string source, string target, string plan, string steps)
    {
        bool fromOutside = source.StartsWith(Outside, StringComparison.Ordinal);
        Dictionary<string, string> words = WordPairs.Parse(plan, "rate", "for", "seed");
        return new SimulationQuestion
        {
            Source = CallSource.ParseWithoutPlace(fromOutside ? source[Outside.Length..] : source),
            FromOutside = fromOutside,
            Target = CallTarget.Parse(target),
            Rate = Numbers.Real(words.GetValueOrDefault("rate", "20")),
            Duration = TimeSpan.FromSeconds(Numbers.Real(words.GetValueOrDefault("for", "60"))),
            Seed = (ulong)Numbers.Whole(words.GetValueOrDefault("seed", "1")),
            Steps = SimulationStep.ParseAll(steps),
        };
    }
}
