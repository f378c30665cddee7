using Mesh.Cases.Tests.Expectations;
using Mesh.Cases.Tests.Product;

namespace Mesh.Cases.Tests.Checks;

/// <summary>What becomes of requests one by one.</summary>
internal sealed record SimulationCheck(SimulationQuestion Question, SimulationWant[] Wants) : ICaseCheck
{
    private const int ShownLogLines = 4;

    /// <exception cref="FormatException">A field has another form.</exception>
    public static SimulationCheck Parse(ExpectLine line, IReadOnlySet<string> clusters)
    {
        string[] fields = line.Exactly(
            "[gateway] CLUSTER NS/NAME",
            "HOST:PORT[/PATH]",
            "rate N for SECONDS seed N",
            "SECONDS FAILURE; SECONDS recover",
            "WANTS");
        string[] wants = fields[4].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new SimulationCheck(
            SimulationQuestion.Parse(fields[0], fields[1], fields[2], fields[3]),
            wants.Length == 0
                ? throw new FormatException("the simulation wants nothing")
                : [.. wants.Select(want => SimulationWant.Parse(want, clusters))]);
    }

    public string? Problem(CaseMesh mesh)
    {
        SimulatedRun run = mesh.Simulate(Question);
        string[] problems = [.. Wants.Select(want => want.Problem(run)).OfType<string>()];
        return problems.Length == 0 ? null : string.Join('\n', [.. problems, run.Result.ToString(), .. run.Log.Take(ShownLogLines)]);
    }
}
