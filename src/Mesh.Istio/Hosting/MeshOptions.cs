using Mesh.Istio.Reconciling;
using Mesh.Kubernetes.Connections;

namespace Mesh.Istio.Hosting;

/// <summary>What the services of Mesh are made with. Immutable: <c>AddMesh</c> takes functions that give another.</summary>
public sealed record MeshOptions
{
    /// <summary>The clusters.</summary>
    public ValueList<ClusterOptions> Clusters { get; init; }

    /// <summary>How each is talked to.</summary>
    public ClusterConnectionOptions Connection { get; init; } = new();

    /// <summary>How they are kept as the model wants them. Inventory, generator and apply options in it hold for those services too.</summary>
    public ReconcilerOptions Reconciler { get; init; } = new();

    /// <summary>The folder with the documents of the model; <see langword="null"/>, the default: <c>WithModel</c> gives it.</summary>
    public string? ModelFolder { get; init; }

    /// <summary>How long something may be wrong before the health check of the reconciler is unhealthy instead of degraded. Default: 5 minutes.</summary>
    public TimeSpan UnhealthyAfter { get; init; } = TimeSpan.FromMinutes(5);

    internal IEnumerable<string> Problems()
    {
        foreach (string name in Clusters.Select(cluster => cluster.Name).GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key))
        {
            yield return $"Clusters: '{name}' stands twice; give every cluster one entry.";
        }

        foreach (ClusterOptions cluster in Clusters.Where(cluster => cluster.InCluster && (cluster.Kubeconfig ?? cluster.Context) is not null))
        {
            yield return $"Clusters:{cluster.Name}: InCluster is set beside Kubeconfig or Context; keep one of them.";
        }

        if (Reconciler.Election?.Cluster is { } home && Clusters.All(cluster => cluster.Name != home))
        {
            yield return $"Reconciler:Election:Cluster is '{home}', which is not among Clusters; name one of them.";
        }

        if (Reconciler.Apply.UnknownStages([.. Clusters.Select(cluster => cluster.Name)]) is { } stages)
        {
            yield return $"Apply: {stages}";
        }

        if (Misuse(Reconciler.Check) is { } reconciler)
        {
            yield return $"Reconciler: {reconciler}";
        }

        if (Misuse(Reconciler.Apply.Check) is { } apply)
        {
            yield return $"Apply: {apply}";
        }
    }

    private static string? Misuse(Action check)
    {
        try
        {
            check();
            return null;
        }
        catch (ArgumentException e)
        {
            return e.Message;
        }
    }
}
