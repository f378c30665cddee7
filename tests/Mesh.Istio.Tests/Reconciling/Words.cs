using Mesh.Istio.Apply;

namespace Mesh.Istio.Tests.Reconciling;

internal static class Words
{
    public static bool HasUpdates(this ClusterResult result) => result.Objects.Any(entry => entry.Outcome == ApplyOutcome.Updated);
}
