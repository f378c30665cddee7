using Mesh.Diagnostics;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Apply.Planning;

/// <summary>
/// What a run knows about all clusters together: whose objects it applies, which workspaces there are, and what must not be deleted.
/// </summary>
internal sealed record RunScope
{
    /// <summary>The organization; <see langword="null"/> when it is not known, or when there are several.</summary>
    public string? Organization { get; init; }

    /// <summary>The workspaces that there are, as <c>tenant/workspace</c>.</summary>
    public ValueList<string> Workspaces { get; init; }

    /// <summary>The workspaces with errors, and the first error of each. What is there of them stays.</summary>
    public ValueMap<string> Held { get; init; } = [];

    /// <summary>Whether rights and policies stay as they are: they could not be made of the whole model.</summary>
    public bool KeepsAccess { get; init; }

    /// <summary>Says which live values stay; null: none.</summary>
    public IFieldAdoption? Adoption { get; init; }

    /// <summary>Why nothing at all may be deleted; empty when it may.</summary>
    public string Obstacle { get; init; } = "";

    /// <summary>The scope as labels and findings of the resources show it.</summary>
    public static RunScope Of(MeshResources resources, ApplyOptions options)
    {
        string[] labels = [$"{options.LabelPrefix}/organization", $"{options.LabelPrefix}/tenant", $"{options.LabelPrefix}/workspace"];
        var organizations = new HashSet<string>(StringComparer.Ordinal);
        var workspaces = new HashSet<string>(StringComparer.Ordinal);
        // Clusters have copies of one object, and one copy says what all do.
        var seen = new HashSet<IstioObject>(ReferenceEqualityComparer.Instance);
        foreach (IstioObject value in resources.Clusters.SelectMany(cluster => cluster.Objects).Where(
            value => value.Original is null || seen.Add(value.Original)))
        {
            ValueMap<string> found = value.Metadata.Labels;
            if (found.TryGetValue(labels[0], out string? organization))
            {
                organizations.Add(organization);
            }

            if (found.TryGetValue(labels[1], out string? tenant) && found.TryGetValue(labels[2], out string? workspace))
            {
                workspaces.Add($"{tenant}/{workspace}");
            }
        }

        var guard = new RemovalGuard(resources.Diagnostics);
        return new RunScope
        {
            Organization = options.Organization ?? (organizations.Count == 1 ? organizations.Single() : null),
            Workspaces = workspaces.Order(StringComparer.Ordinal).ToValueList(),
            Held = HeldBy(guard),
            KeepsAccess = guard.HoldsAny,
            Adoption = options.Adoption,
            Obstacle = guard.Refusal is { } error ? $"The resources have errors: {Words(error)}" : ObstacleOf(guard),
        };
    }

    /// <summary>The scope of a model, with the workspaces that are held.</summary>
    public static RunScope Of(MeshModel model, RemovalGuard guard) => new()
    {
        Organization = model.Organization.Name,
        Workspaces = model.Organization.Tenants.SelectMany(
            tenant => tenant.Workspaces.Select(workspace => $"{tenant.Name}/{workspace.Name}")).Distinct(StringComparer.Ordinal)
                .ToValueList(),
        Held = HeldBy(guard),
        Obstacle = ObstacleOf(guard),
    };

    /// <summary>Why nothing of a workspace, as <c>tenant/workspace</c>, may be deleted; null when it may.</summary>
    public string? HoldOf(string workspace) =>
        Held.TryGetValue(workspace, out string? words)
        || Held.TryGetValue($"{workspace.Split('/')[0]}/{RemovalGuard.All}", out words) ? words : null;

    /// <summary>Resources without the objects of workspaces that are held: what exists of them stays as it is.</summary>
    public static MeshResources WithoutHeld(MeshResources resources)
    {
        var guard = new RemovalGuard(resources.Diagnostics);
        return guard.Refusal is not null || !guard.Held.Any() ? resources : resources with
        {
            Clusters = resources.Clusters.Select(cluster => cluster with
            {
                Objects = cluster.Objects.Where(value => guard.HoldOf(value.Metadata.Labels) is null).ToValueList(),
            }).ToValueList(),
        };
    }

    private static ValueMap<string> HeldBy(RemovalGuard guard) =>
        [.. guard.Held.Select(held => new KeyValuePair<string, string>(held.Workspace, Words(held.Error)))];

    private static string ObstacleOf(RemovalGuard guard) =>
        guard.Unattributed is { } error ? $"Nobody can tell to which workspace a file of the model belongs: {Words(error)}" : "";

    private static string Words(Diagnostic error) => $"{error.Code} {error.Path}: {error.Message}";
}
