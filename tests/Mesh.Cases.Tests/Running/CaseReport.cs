using System.Text;

namespace Mesh.Cases.Tests.Running;

/// <summary>What came out of a case.</summary>
internal sealed record CaseReport
{
    /// <summary>The name of its folder.</summary>
    public required string Name { get; init; }

    /// <summary>Lines that could not be understood.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];

    /// <summary>Checks that do not hold, each with its line, what was expected and what came.</summary>
    public IReadOnlyList<string> Failures { get; init; } = [];

    /// <summary>How many checks it has.</summary>
    public int Checks { get; init; }

    public override string ToString()
    {
        var text = new StringBuilder($"{Name}: {Checks - Failures.Count} of {Checks} checks hold");
        foreach (string problem in Errors.Concat(Failures))
        {
            text.Append('\n').Append(problem);
        }

        return text.ToString();
    }
}
