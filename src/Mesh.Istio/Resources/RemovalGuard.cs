using Mesh.Annotations;
using Mesh.Diagnostics;

namespace Mesh.Istio.Resources;

/// <summary>
/// What may be written or removed where findings say that something is unknown: nothing that is unknown counts as unwanted. The same rule
/// for folders and for clusters.
/// </summary>
internal sealed class RemovalGuard
{
    /// <summary>Stands for every workspace of a tenant.</summary>
    public const string All = "*";

    /// <summary>In <see cref="Diagnostic.Concerns"/>: a part of somebody, nobody knows of whom.</summary>
    public const string Anybody = "tenants/*/workspaces/*";

    private const string TenantLabel = "/tenant";

    private readonly Dictionary<(string Tenant, string Workspace), Diagnostic> _held = [];

    /// <summary>Judges by the errors among findings; their paths say what is in error.</summary>
    public RemovalGuard(IEnumerable<Diagnostic> findings)
    {
        // A wrong annotation was taken back when it was merged: the model is complete without it.
        var takenBack = AnnotationDiagnostics.All.Select(descriptor => descriptor.Code).ToHashSet(StringComparer.Ordinal);
        foreach (Diagnostic error in findings.Where(
            finding => finding.Severity == DiagnosticSeverity.Error && !takenBack.Contains(finding.Code)))
        {
            foreach (string place in error.Concerns.IsEmpty ? [error.Path] : error.Concerns)
            {
                if (place == Anybody)
                {
                    Unattributed ??= error;
                }
                else if (OwnerOf(place) is { } owner)
                {
                    _held.TryAdd(owner, error);
                }
                else
                {
                    Refusal ??= error;
                }
            }
        }
    }

    /// <summary>
    /// Whose a place of the model is; the workspace <c>*</c> stands for all of a tenant. Null where it is the organization's, a cluster's,
    /// or none of the model.
    /// </summary>
    public static (string Tenant, string Workspace)? OwnerOf(string path) => ModelPath.Short(path).Split('/') switch
    {
        ["tenants", var tenant, "workspaces", var workspace, ..] => (tenant, workspace),
        ["tenants", var tenant, ..] => (tenant, All),
        _ => null,
    };

    /// <summary>
    /// The first error of the organization, its clusters or the inventory, for which nothing at all may change; null when there is none.
    /// </summary>
    public Diagnostic? Refusal { get; }

    /// <summary>
    /// The workspaces of which nothing may change, each with its first error, by path; the workspace <c>*</c> stands for all of a tenant.
    /// </summary>
    public IEnumerable<(string Workspace, Diagnostic Error)> Held => _held
        .Select(entry => ($"{entry.Key.Tenant}/{entry.Key.Workspace}", entry.Value))
        .OrderBy(entry => entry.Item1, StringComparer.Ordinal);

    /// <summary>
    /// The first error that may concern any workspace, so that nothing may be removed from anybody; null when there is none. What is
    /// known may be written.
    /// </summary>
    public Diagnostic? Unattributed { get; }

    /// <summary>Whether a workspace is held. Then what belongs to no workspace may not be removed either.</summary>
    public bool HoldsAny => Refusal is not null || Unattributed is not null || _held.Count > 0;

    /// <summary>The error for which nothing of a workspace may be written or removed; null when there is none.</summary>
    public Diagnostic? HoldOf(string tenant, string workspace) =>
        Refusal ?? (_held.TryGetValue((tenant, workspace), out Diagnostic? error) || _held.TryGetValue((tenant, All), out error) ? error
            : null);

    /// <summary>
    /// The error for which nothing of an object's workspace may be written or removed; null when there is none, or when the object's
    /// labels name no workspace. The prefix of the labels is the object's own: an option that was changed since protects no less.
    /// </summary>
    public Diagnostic? HoldOf(ValueMap<string> labels) =>
        OwnersOf(labels).Select(owner => HoldOf(owner.Tenant, owner.Workspace)).FirstOrDefault(error => error is not null);

    /// <summary>The workspaces that the labels of a generated object name: one, unless users' labels look like Mesh's own.</summary>
    public static IEnumerable<(string Tenant, string Workspace)> OwnersOf(ValueMap<string> labels) =>
        from label in labels
        where label.Key.EndsWith(TenantLabel, StringComparison.Ordinal)
        let workspace = labels.TryGetValue($"{label.Key[..^TenantLabel.Length]}/workspace", out string? name) ? name : null
        where workspace is not null
        select (label.Value, workspace);
}
