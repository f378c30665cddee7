using Mesh.Istio.Failures;

namespace Mesh.Conformance.Tests.Scenario;

/// <summary>One thing that fails at an event.</summary>
/// <param name="Kind">The rig's word.</param>
/// <param name="Cluster">The cluster.</param>
/// <param name="Pod">The pod; empty where it is none, or all of a service.</param>
/// <param name="Fail">The same in the words of Mesh.</param>
internal sealed record RigPart(string Kind, string Cluster, string Pod, Action<FailureBuilder> Fail)
{
    /// <summary>Whether what fails answers nothing any more, so that answers show when that began and ended.</summary>
    internal bool StopsAnswers =>
        EndsProcesses || Kind.StartsWith("grpc:", StringComparison.Ordinal) || Kind is "status:503" or "rst" or "appdead" or "one503";

    /// <summary>Whether processes end.</summary>
    internal bool EndsProcesses =>
        Kind is "scaled" or "refused" or "onerefused" or "scaledToZero" or "serviceDown" or "details-0 refuses" or "entry";

    /// <summary>Whether a pod answered that this concerns.</summary>
    internal bool Answers(RigRequest request) =>
        Kind == "entry" || request.ServedBy.StartsWith($"{Cluster}-{Pod}", StringComparison.Ordinal);
}
