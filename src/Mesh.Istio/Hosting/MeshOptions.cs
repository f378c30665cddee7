using Mesh.Diagnostics;
using Mesh.Istio.Reconciling;
using Mesh.Kubernetes.Connections;
using Microsoft.Extensions.Configuration;

namespace Mesh.Istio.Hosting;

/// <summary>
/// What the services of Mesh are made with: options as .NET knows them. <c>AddMesh</c>, <c>Configure</c> and <c>PostConfigure</c> set its
/// properties, each from what the one before left; what the properties hold is immutable and replaced as a whole.
/// </summary>
public sealed partial record MeshOptions
{
    private const string InCodeOnly = "(in code only)";

    /// <summary>The clusters.</summary>
    [ConfigurationKeyName(InCodeOnly)]
    public ValueList<ClusterOptions> Clusters { get; set; }

    /// <summary>
    /// The names that generation, applying and election use, given once. Each may also be given to one of them
    /// (<see cref="ReconcilerOptions.Generator"/>,
    /// <see cref="ReconcilerOptions.Apply"/>, <see cref="ReconcilerOptions.Election"/>) and then holds for all; two that differ are an
    /// error.
    /// </summary>
    [ConfigurationKeyName(InCodeOnly)]
    public MeshNames Names { get; set; } = MeshNames.Default;

    /// <summary>How each cluster is talked to.</summary>
    [ConfigurationKeyName(InCodeOnly)]
    public ClusterConnectionOptions Connection { get; set; } = new();

    /// <summary>
    /// How the clusters are kept as the model says. The inventory, generator and apply options in it hold for those services too.
    /// </summary>
    [ConfigurationKeyName(InCodeOnly)]
    public ReconcilerOptions Reconciler { get; set; } = new();

    /// <summary>The folder with the documents of the model; <see langword="null"/>, the default: <c>WithModel</c> gives it.</summary>
    public string? ModelFolder { get; set; }

    /// <summary>
    /// How long something may be wrong before the health check of the reconciler is unhealthy instead of degraded. Default: 5 minutes.
    /// From 0 to 30 days.
    /// </summary>
    [ConfigurationKeyName(InCodeOnly)]
    public TimeSpan UnhealthyAfter { get; set; } = TimeSpan.FromMinutes(5);

    // What could not be read of a configuration, for the validation of the options.
    private ValueList<string> _unreadable;

    internal void Set(MeshOptions other) =>
        (Clusters, Names, Connection, Reconciler, ModelFolder, UnhealthyAfter, _unreadable) =
        (other.Clusters, other.Names, other.Connection, other.Reconciler, other.ModelFolder, other.UnhealthyAfter, other._unreadable);

    internal void AddUnreadable(List<string> problems) => _unreadable = _unreadable.AddRange(problems.ToValueList());

    internal IEnumerable<string> Problems()
    {
        foreach (string unreadable in _unreadable.AsEnumerable())
        {
            yield return unreadable;
        }

        foreach (string name in Clusters.Select(cluster => cluster.Name).GroupBy(name => name, StringComparer.Ordinal)
            .Where(group => group.Count() > 1).Select(group => group.Key))
        {
            yield return $"Clusters: '{name}' is there twice; give every cluster one entry.";
        }

        foreach (ClusterOptions cluster in Clusters.Where(
            cluster => cluster.InCluster && (cluster.Kubeconfig ?? cluster.Context) is not null))
        {
            yield return $"Clusters:{cluster.Name}:InCluster is 'true' beside {(cluster.Kubeconfig is { } file ? $"Kubeconfig '{file}'"
                : $"Context '{cluster.Context}'")}; keep one of them.";
        }

        if (Reconciler.Election?.Cluster is { } home && Clusters.All(cluster => cluster.Name != home))
        {
            yield return $"Reconciler:Election:Cluster is '{home}', which is not among Clusters; name one of them.";
        }

        if (Reconciler.Apply.UnknownStages([.. Clusters.Select(cluster => cluster.Name)]) is { } stages)
        {
            yield return $"Apply: {stages}";
        }

        string?[] misuses =
        [
            Misuse("", () => OptionRange.Require(UnhealthyAfter, TimeSpan.Zero, TimeSpan.FromDays(30))),
            Misuse("Connection", Connection.Check), Misuse("Inventory", Reconciler.Inventory.Check),
            Misuse("Reconciler", Reconciler.CheckOwn), Misuse("Reconciler:Election", () => Reconciler.Election?.Check()),
            Misuse("Apply", Reconciler.Apply.Check),
            Misuse("Names", () => Reconciler.WithCommonNames(Names)),
        ];
        foreach (string misuse in misuses.OfType<string>())
        {
            yield return misuse;
        }
    }

    // Checks name the property that is out of range, and its value.
    private static string? Misuse(string section, Action check)
    {
        try
        {
            check();
            return null;
        }
        catch (ArgumentOutOfRangeException e)
        {
            return $"{Key(section, e.ParamName)} is '{e.ActualValue}': {Words(e)}";
        }
        catch (ArgumentException e)
        {
            return $"{Key(section, e.ParamName)}: {Words(e)}";
        }
    }

    private static string Key(string section, string? name) =>
        string.Join(':', ((string?[])[section, name]).Where(part => !string.IsNullOrEmpty(part)));

    // Without the lines in which .NET repeats parameter and value.
    private static string Words(ArgumentException e) =>
        e.Message.Split('\n')[0].Replace($" (Parameter '{e.ParamName}')", "", StringComparison.Ordinal).TrimEnd();
}
