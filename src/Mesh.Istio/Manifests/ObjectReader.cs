using Mesh.Diagnostics;
using Mesh.Documents;
using Mesh.Istio.Fields;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Manifests;

/// <summary>Turns documents into objects, one kind at a time, and keeps those without errors.</summary>
internal sealed class ObjectReader(ReadContext context)
{
    private const string ListSuffix = "List";

    // Every place where an object starts, in the order of the text; the object is null where it was left out.
    private readonly List<(TextPosition Start, IstioObject? Object)> _found = [];

    /// <summary>Objects of the Kubernetes Gateway API.</summary>
    public List<GatewayApiObject> GatewayApi { get; } = [];

    public void Read(DocumentNode document)
    {
        context.ObjectName = "";
        if (document is not MappingNode mapping)
        {
            NotAnObject(document, $"The document is {document.KindName}, not an object.");
            return;
        }

        Read(mapping, Text(mapping, "apiVersion"), Text(mapping, "kind"));
    }

    /// <summary>The objects in which no key stands twice: which of the two is meant cannot be known.</summary>
    public ValueList<IstioObject> Without(IReadOnlyList<DocumentError> errors)
    {
        var spoiled = new HashSet<int>();
        foreach (DocumentError error in errors.Where(error => error.KeyTwice))
        {
            int index = _found.FindLastIndex(found => Offset(found.Start) <= Offset(error.Position));
            spoiled.Add(index);
        }

        return _found.Where((found, i) => found.Object is not null && !spoiled.Contains(i)).Select(found => found.Object!).ToValueList();
    }

    private void Read(MappingNode mapping, string? apiVersion, string? kind)
    {
        if (apiVersion is null || kind is null)
        {
            NotAnObject(mapping, "The object has no 'apiVersion' or no 'kind'.");
            return;
        }

        (string group, string version) = Split(apiVersion);
        if (kind.EndsWith(ListSuffix, StringComparison.Ordinal) && mapping["items"] is { } items)
        {
            // Items of a List say what they are; those of the API server's typed lists leave it out.
            bool typed = kind.Length > ListSuffix.Length;
            ReadItems(items, typed ? apiVersion : null, typed ? kind[..^ListSuffix.Length] : null);
        }
        else if (group != "kustomize.config.k8s.io")
        {
            _found.Add((mapping.Position, ReadObject(mapping, group, version, kind)));
        }
    }

    private void ReadItems(DocumentNode items, string? apiVersion, string? kind)
    {
        if (items is not SequenceNode list)
        {
            NotAnObject(items, $"The items are {items.KindName}, not a list.");
            return;
        }

        foreach (DocumentNode item in list.Items)
        {
            context.ObjectName = "";
            if (item is not MappingNode mapping)
            {
                NotAnObject(item, $"The item is {item.KindName}, not an object.");
                continue;
            }

            // A list may hold lists, as kubectl takes them.
            Read(mapping, Text(mapping, "apiVersion") ?? apiVersion, Text(mapping, "kind") ?? kind);
        }
    }

    private IstioObject? ReadObject(MappingNode mapping, string group, string version, string kind)
    {
        context.ObjectName = NameOf(mapping, kind);
        if (KindTable.Find(kind) is not { } found || found.Group != group || (found.IsWhole && !IsOurs(mapping)))
        {
            if (GatewayApiKinds.Read(mapping, group, kind) is { } followed)
            {
                GatewayApi.Add(followed);
                ReportGatewayApi(mapping, kind);
                return null;
            }

            string apiVersion = group.Length == 0 ? version : $"{group}/{version}";
            string message = $"The kind {FieldPath.Shorten(kind)} of {FieldPath.Shorten(apiVersion)} is left out.";
            context.Report(ManifestDiagnostics.OtherKind, mapping.Position, message, "");
            return null;
        }

        if (!found.Versions.Contains(version))
        {
            context.Report(
                ManifestDiagnostics.UnknownVersion,
                mapping["apiVersion"]?.Position ?? mapping.Position,
                $"'apiVersion' must not have the version '{FieldPath.Shorten(version)}'.",
                $"Write {(group.Length == 0 ? "" : group + "/")}v1.");
            return null;
        }

        int errors = context.Errors;
        IstioObject? result = ReadFields(new FieldReader(mapping, FieldPath.Root, context), found);
        return context.Errors == errors ? result : null;
    }

    private void ReportGatewayApi(MappingNode mapping, string kind)
    {
        if (!GatewayApiKinds.IsFollowed(kind))
        {
            context.Report(
                ManifestDiagnostics.GatewayApi, mapping.Position,
                $"The kind {kind} is of the Kubernetes Gateway API, which istiod follows and Mesh does not read: it is left out.",
                "Take answers about what it routes as incomplete.");
        }
    }

    private static IstioObject? ReadFields(FieldReader fields, ResourceKind kind)
    {
        fields.Ignore("apiVersion", "kind", "status");
        ObjectMeta metadata = fields.RequiredMessage<ObjectMeta>("metadata");
        if (kind.IsWhole)
        {
            return kind.Read(metadata, fields);
        }

        // An object without spec is one whose spec is empty: what it lacks is reported then.
        FieldReader spec = fields.Fields("spec") ?? fields.Empty("spec");
        IstioObject result = kind.Read(metadata, spec);
        spec.End();
        fields.End();
        return result;
    }

    // Roles and policies of others are left out, as every kind that is none of Istio's.
    private static bool IsOurs(MappingNode mapping) =>
        (mapping["metadata"] as MappingNode)?["labels"] is MappingNode labels && Text(labels, MeshLabels.ManagedBy) == MeshLabels.Mesh;

    private void NotAnObject(DocumentNode node, string message) =>
        context.Report(ManifestDiagnostics.NotAnObject, node.Position, message, "Write an object with apiVersion, kind and metadata.");

    private static string NameOf(MappingNode mapping, string kind)
    {
        string shortKind = FieldPath.Shorten(kind);
        if (mapping["metadata"] is not MappingNode metadata || Text(metadata, "name") is not { } name)
        {
            return shortKind;
        }

        string ns = Text(metadata, "namespace") is { } value ? FieldPath.Shorten(value) + "/" : "";
        return $"{shortKind} {ns}{FieldPath.Shorten(name)}";
    }

    private static string? Text(MappingNode mapping, string key) =>
        mapping[key] is ScalarNode { Kind: ScalarKind.Text } scalar ? scalar.Text : null;

    private static (string Group, string Version) Split(string apiVersion)
    {
        int slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? ("", apiVersion) : (apiVersion[..slash], apiVersion[(slash + 1)..]);
    }

    private static long Offset(TextPosition position) => ((long)position.Line << 32) + position.Column;
}
