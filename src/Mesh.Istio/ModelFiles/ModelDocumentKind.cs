namespace Mesh.Istio.ModelFiles;

/// <summary>A kind of document: one concept of the model.</summary>
/// <param name="Name">What stands in <c>kind</c>.</param>
/// <param name="List">The parent's field that holds the concept; empty for the organization.</param>
/// <param name="Parents">The fields of <c>metadata</c> that name the parents, outermost first.</param>
internal sealed record ModelDocumentKind(string Name, string List, params string[] Parents)
{
    public const string ApiVersion = $"{MeshPrefix.Default}/v1";

    private const string Binding = "AccessBinding";
    private const string Bindings = "accessBindings";

    public static ModelDocumentKind Organization { get; } = new("Organization", "");

    public static ModelDocumentKind Cluster { get; } = new("Cluster", "clusters");

    public static ModelDocumentKind Tenant { get; } = new("Tenant", "tenants");

    public static ModelDocumentKind Workspace { get; } = new("Workspace", "workspaces", "tenant");

    public static ModelDocumentKind Gateway { get; } = new("Gateway", "gateways", "tenant", "workspace");

    public static ModelDocumentKind Role { get; } = new("Role", "roles");

    /// <summary>Bindings are of the place that their parents name: organization, tenant, workspace, gateway.</summary>
    public static ModelDocumentKind[] AccessBindings { get; } =
    [
        new(Binding, Bindings), new(Binding, Bindings, "tenant"), new(Binding, Bindings, "tenant", "workspace"),
        new(Binding, Bindings, "tenant", "workspace", "gateway"),
    ];

    public static ModelDocumentKind[] All { get; } = [Organization, Cluster, Tenant, Workspace, Gateway, Role, .. AccessBindings];

    /// <summary>The kinds that can be written, each once.</summary>
    public static IEnumerable<string> Names => All.Select(kind => kind.Name).Distinct();

    /// <summary>Kinds that are written as documents of their own inside this one.</summary>
    public IEnumerable<ModelDocumentKind> Children => Name switch
    {
        "Organization" => [Role, AccessBindings[0], Cluster, Tenant],
        "Tenant" => [AccessBindings[1], Workspace],
        "Workspace" => [AccessBindings[2], Gateway],
        "Gateway" => [AccessBindings[3]],
        _ => [],
    };

    /// <summary>The kind of what it belongs to, by how many names that has.</summary>
    public string Parent => Parents.Length switch
    {
        0 => Organization.Name,
        1 => Tenant.Name,
        2 => Workspace.Name,
        _ => Gateway.Name,
    };

    /// <summary>What a document is metadata of its own; all else is in <c>spec</c>.</summary>
    public static string[] MetadataFields { get; } = ["name", "labels", "annotations"];

    /// <summary>A kind by its name and the parents that a document names; null when there is none of that name.</summary>
    public static ModelDocumentKind? Find(string name, Func<string, bool> hasParent) => name == Binding
        ? Array.FindLast(AccessBindings, kind => kind.Parents.Length == 0 || hasParent(kind.Parents[^1]))
        : Array.Find(All, kind => kind.Name == name);
}
