using Mesh.Istio.Failures;

namespace Mesh.Istio.Capacity.Engine;

/// <summary>Load grows with demand, so that the busiest pod says how much more of it there may be.</summary>
internal static class SensitivitySearch
{
    public static LoadSensitivity Find(
        LoadMesh mesh, IReadOnlyList<Action<FailureBuilder>[]> failures, CancellationToken cancellationToken)
    {
        LoadForecast worst = Worst(mesh, failures, cancellationToken, out SortedSet<string> unknown);
        if (worst.Busiest is not { } first)
        {
            return new LoadSensitivity { Unknown = unknown.ToValueList() };
        }

        LoadMesh more = mesh.With(mesh.Mesh.Inventory.WithPods(first.Cluster, first.Workload, 1, first.Locality));
        return new LoadSensitivity
        {
            Now = Factor(mesh.Now),
            InFailure = Factor(worst),
            First = first,
            Failure = string.Join(" and ", worst.Failures),
            WithOnePodMore = Factor(Worst(more, failures, cancellationToken, out _)),
            Unknown = unknown.ToValueList(),
        };
    }

    private static double? Factor(LoadForecast load) => load.Busiest?.Utilisation is > 0 and { } used ? 1 / used : null;

    private static LoadForecast Worst(
        LoadMesh mesh, IReadOnlyList<Action<FailureBuilder>[]> failures, CancellationToken cancellationToken, out SortedSet<string> unknown)
    {
        LoadForecast worst = mesh.Now;
        unknown = new SortedSet<string>(mesh.Now.UnknownCapacity, StringComparer.Ordinal);
        foreach (Action<FailureBuilder>[] failure in failures)
        {
            cancellationToken.ThrowIfCancellationRequested();
            LoadForecast load = mesh.When(failure);
            unknown.UnionWith(load.UnknownCapacity);
            worst = (load.Busiest?.Utilisation ?? 0) > (worst.Busiest?.Utilisation ?? 0) + 1e-12 ? load : worst;
        }

        return worst;
    }
}
