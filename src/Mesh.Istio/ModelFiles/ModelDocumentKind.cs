namespace Mesh.Istio.ModelFiles;

/// <summary>A kind of document: one concept of the model.</summary>
/// <param name="Name">What stands in <c>kind</c>.</param>
/// <param name="List">The parent's field that holds the concept; empty for the organization.</param>
/// <param name="Parents">The fields of <c>metadata</c> that name the parents, outermost first.</param>
internal sealed record ModelDocumentKind(string Name, string List, params string[] Parents)
{
    public const string ApiVersion = $"{MeshPrefix.Default}/v1";

    public static ModelDocumentKind Organization { get; } = new("Organization", "");

    public static ModelDocumentKind Cluster { get; } = new("Cluster", "clusters");

    public static ModelDocumentKind Tenant { get; } = new("Tenant", "tenants");

    public static ModelDocumentKind Workspace { get; } = new("Workspace", "workspaces", "tenant");

    public static ModelDocumentKind Gateway { get; } = new("Gateway", "gateways", "tenant", "workspace");

    /// <summary>All kinds, parents before children.</summary>
    public static ModelDocumentKind[] All { get; } = [Organization, Cluster, Tenant, Workspace, Gateway];

    /// <summary>The kinds whose documents hang below this one.</summary>
    public IEnumerable<ModelDocumentKind> Children => Name switch
    {
        "Organization" => [Cluster, Tenant],
        "Tenant" => [Workspace],
        "Workspace" => [Gateway],
        _ => [],
    };

    /// <summary>The fields that stand in <c>metadata</c> instead of <c>spec</c>.</summary>
    public static string[] MetadataFields { get; } = ["name", "labels", "annotations"];
}
