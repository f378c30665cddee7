using System.Globalization;
using Mesh.Inventories;

namespace Mesh.Istio.Movement.Planning;

/// <summary>
/// How many pods of a cluster may go at once, as its PodDisruptionBudgets say (Kubernetes: policy/v1, disruption controller).
/// </summary>
internal static class Budgets
{
    /// <summary>Each budget in words, with how many of its pods may go now.</summary>
    public static IEnumerable<(DisruptionBudgetInfo Budget, int Pods, int MayGo)> Of(ClusterInventory cluster)
    {
        foreach (DisruptionBudgetInfo budget in (cluster.DisruptionBudgets ?? default).AsEnumerable())
        {
            WorkloadInfo[] pods = [.. cluster.Workloads.Where(
                pod => pod.Namespace == budget.Namespace && budget.Selector?.Matches(pod.Labels) == true)];
            int healthy = pods.Count(pod => pod.Ready);
            // Both round up; without either one pod at most may be away.
            int stay = budget.MinAvailable is { } least ? Scaled(least, pods.Length)
                : pods.Length - Scaled(budget.MaxUnavailable ?? "1", pods.Length);
            yield return (budget, pods.Length, budget.DisruptionsAllowed ?? Math.Max(0, healthy - stay));
        }
    }

    private static int Scaled(string text, int pods) => text.EndsWith('%')
        && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out int percent)
            ? (int)Math.Ceiling(percent * (double)pods / 100)
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : pods;
}
