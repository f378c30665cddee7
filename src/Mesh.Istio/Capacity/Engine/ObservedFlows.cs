using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting.Engine;

namespace Mesh.Istio.Capacity.Engine;

/// <summary>
/// What becomes of all requests while nothing fails, each with the failures that could change it: in any others it stays. Thread-safe.
/// </summary>
internal sealed class ObservedFlows
{
    private readonly IReadOnlyDictionary<FlowKey, FlowAnswer> _answers;

    /// <param name="mesh">The mesh.</param>
    /// <param name="failures">The failures, each alone.</param>
    public ObservedFlows(LoadMesh mesh, IReadOnlyList<FailureBuilder> failures)
    {
        var run = new LoadRun(mesh, mesh.NewFailure(), new Concerns(mesh.Mesh, failures), Fates);
        run.Run();
        _answers = run.Answers;
    }

    /// <summary>What endpoints then do.</summary>
    public ObservedFates Fates { get; } = new();

    /// <summary>The answer where none of some failures concerns it; else <see langword="null"/>.</summary>
    public FlowAnswer? Find(FlowKey key, int[] failures) =>
        _answers.TryGetValue(key, out FlowAnswer? answer) && !Array.Exists(failures, answer.Touched.Contains) ? answer : null;
}
