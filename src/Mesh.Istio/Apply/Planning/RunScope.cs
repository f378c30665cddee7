using Mesh.Diagnostics;

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

    /// <summary>Why nothing at all may be deleted; empty when it may.</summary>
    public string Obstacle { get; init; } = "";

    /// <summary>The scope as labels and findings of the resources show it.</summary>
    public static RunScope Of(MeshResources resources, ApplyOptions options)
    {
        string[] labels = [$"{options.LabelPrefix}/organization", $"{options.LabelPrefix}/tenant", $"{options.LabelPrefix}/workspace"];
        var organizations = new HashSet<string>(StringComparer.Ordinal);
        var workspaces = new HashSet<string>(StringComparer.Ordinal);
        foreach (ValueMap<string> found in resources.Clusters.SelectMany(cluster => cluster.Objects).Select(value => value.Metadata.Labels))
        {
            if (found.TryGetValue(labels[0], out string? organization))
            {
                organizations.Add(organization);
            }

            if (found.TryGetValue(labels[1], out string? tenant) && found.TryGetValue(labels[2], out string? workspace))
            {
                workspaces.Add($"{tenant}/{workspace}");
            }
        }

        ILookup<string, Diagnostic> errors = resources.Diagnostics.Errors.ToLookup(
            error => WorkspaceOf(error.Path) ?? "", StringComparer.Ordinal);
        return new RunScope
        {
            Organization = options.Organization ?? (organizations.Count == 1 ? organizations.Single() : null),
            Workspaces = workspaces.Order(StringComparer.Ordinal).ToValueList(),
            Held = HeldBy(errors),
            Obstacle = errors[""].FirstOrDefault() is { } error ? $"The resources have errors: {Words(error)}" : "",
        };
    }

    /// <summary>The scope of a model, with the workspaces that are held.</summary>
    public static RunScope Of(MeshModel model, IEnumerable<Diagnostic> errors) => new()
    {
        Organization = model.Organization.Name,
        Workspaces = model.Organization.Tenants.SelectMany(
            tenant => tenant.Workspaces.Select(workspace => $"{tenant.Name}/{workspace.Name}")).Distinct(StringComparer.Ordinal)
                .ToValueList(),
        Held = HeldBy(errors.ToLookup(error => WorkspaceOf(error.Path) ?? "", StringComparer.Ordinal)),
    };

    /// <summary>
    /// The workspace that a path of the model lies in, as <c>tenant/workspace</c>; <see langword="null"/> when it lies in none.
    /// </summary>
    public static string? WorkspaceOf(string path) =>
        ModelPath.Short(path).Split('/', 5) is ["tenants", var tenant, "workspaces", var workspace, ..] ? $"{tenant}/{workspace}" : null;

    private static ValueMap<string> HeldBy(ILookup<string, Diagnostic> errors) =>
        [.. errors.Where(workspace => workspace.Key.Length > 0).Select(
            workspace => new KeyValuePair<string, string>(workspace.Key, Words(workspace.First())))];

    private static string Words(Diagnostic error) => $"{error.Code} {error.Path}: {error.Message}";
}
