using Mesh.Diagnostics;
using Mesh.Documents;

namespace Mesh.Istio.ModelFiles;

/// <summary>
/// What is left of a model when documents of workspaces cannot be read: the others, and of these workspaces the names and, as far as they
/// are known, the namespaces. The model carries the errors, so that nothing of these workspaces is written or deleted.
/// </summary>
internal static class ReadablePart
{
    /// <param name="reader">The documents.</param>
    /// <param name="broken">Those of them that have errors.</param>
    /// <param name="errors">All errors; each says whom it concerns.</param>
    /// <param name="read">Reads a model from a tree.</param>
    /// <returns>The model; null where even that cannot be read.</returns>
    public static MeshModel? Of(
        ModelDocumentReader reader, IReadOnlySet<ModelDocument> broken, IEnumerable<Diagnostic> errors,
        Func<MappingNode, ModelReadResult> read)
    {
        foreach (bool withNamespaces in (bool[])[true, false])
        {
            (ModelDocument[] documents, HashSet<(string Tenant, string Workspace)> stubs) = Usable(reader, broken, withNamespaces);
            var tree = new ModelDocumentTree(documents, [], []);
            if (tree.Root is { } root && read(root) is { Model: { } model, Diagnostics.HasErrors: false })
            {
                HashSet<string> unknown = [.. PlacesWithoutNamespaces(model, stubs)];
                return Held(model, stubs) with
                {
                    Unread = errors.Select(error => PermittedUnread.Add(error, model, unknown)).ToValueList(),
                };
            }
        }

        return null;
    }

    private static IEnumerable<string> PlacesWithoutNamespaces(MeshModel model, HashSet<(string Tenant, string Workspace)> stubs) =>
        from tenant in model.Organization.Tenants
        from workspace in tenant.Workspaces
        where stubs.Contains((tenant.Name, workspace.Name)) && workspace.Namespaces.IsEmpty
        select $"tenants/{ModelPath.Part(tenant.Name)}/workspaces/{ModelPath.Part(workspace.Name)}";

    private static (ModelDocument[] Documents, HashSet<(string Tenant, string Workspace)> Stubs) Usable(
        ModelDocumentReader reader, IReadOnlySet<ModelDocument> broken, bool withNamespaces)
    {
        ModelDocument[] left = [.. reader.Documents.Where(document => !broken.Contains(document))];
        HashSet<string> there = [.. left.Where(document => document.Kind == ModelDocumentKind.Workspace).Select(document => document.Key)];
        HashSet<string> tenants = [.. left.Where(document => document.Kind == ModelDocumentKind.Tenant).Select(document => document.Name)];
        var stubs = new Dictionary<(string Tenant, string Workspace), ModelDocument>();
        foreach (ModelDocument lost in broken.Where(document => document.Kind == ModelDocumentKind.Workspace))
        {
            Add((lost.Text("tenant"), lost.Name), withNamespaces ? lost.Spec : null);
        }

        foreach (UnreadHeader lost in reader.Unread)
        {
            Add((lost.Tenant, lost.Workspace), null);
        }

        // Gateways that hang below what was not read are not made, and are no findings of their own.
        HashSet<string> gone = [.. stubs.Values.Select(stub => stub.Key)];
        return ([.. left.Where(document => document.Kind != ModelDocumentKind.Gateway || !gone.Contains(document.ParentKey)),
            .. stubs.Values],
            [.. stubs.Keys]);

        void Add((string Tenant, string Workspace) key, MappingNode? spec)
        {
            if (tenants.Contains(key.Tenant) && key.Workspace.Length > 0 && !there.Contains($"{key.Tenant}/{key.Workspace}"))
            {
                stubs.TryAdd(key, Stub(key, spec));
            }
        }
    }

    private static ModelDocument Stub((string Tenant, string Workspace) key, MappingNode? spec)
    {
        var start = new TextPosition(1, 1);
        return new ModelDocument("", ModelDocumentKind.Workspace,
            new MappingNode(start, [Field("name", key.Workspace), Field("tenant", key.Tenant)]),
            new MappingNode(start, [.. spec?.Entries.Where(entry => entry.Key is "namespaces" or "sharedNamespaces") ?? []]));

        MappingEntry Field(string name, string value) => new(name, start, new ScalarNode(start, ScalarKind.Text, value));
    }

    private static MeshModel Held(MeshModel model, HashSet<(string Tenant, string Workspace)> stubs) => model with
    {
        Organization = model.Organization with
        {
            Tenants = model.Organization.Tenants.Select(tenant => tenant with
            {
                Workspaces = tenant.Workspaces
                    .Select(workspace => stubs.Contains((tenant.Name, workspace.Name)) ? workspace with { IsHeld = true } : workspace)
                    .ToValueList(),
            }).ToValueList(),
        },
    };
}
