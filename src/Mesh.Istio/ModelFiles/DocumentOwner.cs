using Mesh.Diagnostics;
using Mesh.Documents;
using Mesh.Istio.Resources;

namespace Mesh.Istio.ModelFiles;

/// <summary>
/// Whom it concerns that a document cannot be read: the paths of workspaces, or none where everybody rests on it.
/// </summary>
internal static class DocumentOwner
{
    /// <summary>It may be a part of any workspace.</summary>
    public static ValueList<string> Anybody { get; } = [RemovalGuard.Anybody];

    public static ValueList<string> Of(ModelDocument document) =>
        Of(document.Kind.Name, document.Text("tenant"), document.Text("workspace"), document.Text("name"));

    /// <summary>What could be read of a document that is none of Mesh's, or has no metadata.</summary>
    public static UnreadHeader HeaderOf(DocumentNode node)
    {
        if (node is not MappingNode root)
        {
            return new UnreadHeader("", "", Anybody);
        }

        var metadata = root["metadata"] as MappingNode;
        string kind = TextOf(root, "kind");
        bool isMesh = TextOf(root, "apiVersion") == ModelDocumentKind.ApiVersion;
        bool isKnown = Array.Exists(ModelDocumentKind.All, known => known.Name == kind);
        string tenant = TextOf(metadata, "tenant"), workspace = TextOf(metadata, "workspace"), name = TextOf(metadata, "name");
        // A misspelt cluster or tenant is one.
        string? meant = isMesh && !isKnown && tenant.Length == 0 ? NearestName.Find(kind, ModelDocumentKind.Names)
            : null;
        return new UnreadHeader(
            tenant, kind is not ("Gateway" or "AccessBinding") && workspace.Length == 0 ? name : workspace,
            Of(meant ?? kind, tenant, workspace, name));
    }

    /// <param name="kind">The kind, or any text where it is not known.</param>
    /// <param name="tenant">The tenant that the metadata names; empty where there is none, and so for the others.</param>
    /// <param name="workspace">The workspace that it names.</param>
    /// <param name="name">The name.</param>
    public static ValueList<string> Of(string kind, string tenant, string workspace, string name) => kind switch
    {
        "Organization" or "Cluster" or "Tenant" or "Role" => default,
        "AccessBinding" when workspace.Length == 0 => default,
        "Workspace" => Place(tenant, name),
        "Gateway" or "AccessBinding" => Place(tenant, workspace),
        _ => Place(tenant, workspace.Length > 0 ? workspace : name),
    };

    private static ValueList<string> Place(string tenant, string workspace) => tenant.Length == 0 || workspace.Length == 0 ? Anybody
        : [$"tenants/{ModelPath.Part(tenant)}/workspaces/{ModelPath.Part(workspace)}"];

    private static string TextOf(MappingNode? node, string field) => node?[field] is ScalarNode { Kind: ScalarKind.Text } text
        ? text.Text : "";
}
