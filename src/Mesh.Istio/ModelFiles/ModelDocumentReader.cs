using Mesh.Diagnostics;
using Mesh.Documents;
using Mesh.Validation;

namespace Mesh.Istio.ModelFiles;

/// <summary>Takes documents apart into kind, metadata and spec, and reports what is none.</summary>
internal sealed class ModelDocumentReader(List<Diagnostic> found, ReadLimits? limits)
{
    private static readonly string[] Fields = ["apiVersion", "kind", "metadata", "spec"];

    public List<ModelDocument> Documents { get; } = [];

    /// <summary>Those of <see cref="Documents"/> that have errors.</summary>
    public HashSet<ModelDocument> Broken { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>What the documents that are not among <see cref="Documents"/> say of themselves.</summary>
    public List<UnreadHeader> Unread { get; } = [];

    public void Read(string file, ReadOnlyMemory<byte> utf8)
    {
        DocumentSet set = DocumentReader.Read(utf8, limits);
        UnreadText? unread = set.Errors.Count == 0 ? null : UnreadText.Of(utf8, set);
        Unread.AddRange(unread?.Headers ?? []);
        found.AddRange(set.Errors.Select(error => ModelYaml.FromError(error) with { Path = file, Concerns = unread!.Concerns }));
        foreach (DocumentNode node in set.Documents)
        {
            int before = found.Count;
            ModelDocument? document = Read(file, node);
            if (document is null)
            {
                Unread.Add(DocumentOwner.HeaderOf(node));
            }
            else
            {
                Documents.Add(document);
                if (found.Count > before || unread?.Holds(node) == true)
                {
                    Broken.Add(document);
                }
            }

            ValueList<string> owner = document is null ? Unread[^1].Owner : DocumentOwner.Of(document);
            for (int i = before; i < found.Count; i++)
            {
                found[i] = found[i] with { Concerns = owner };
            }
        }
    }

    private ModelDocument? Read(string file, DocumentNode node)
    {
        if (node is not MappingNode root)
        {
            found.Add(
                ModelDiagnostics.InvalidDocument.At(
                    file, $"The document is {node.KindName}.",
                    $"Write apiVersion: {ModelDocumentKind.ApiVersion}, kind, metadata and spec.") with
                { Position = node.Position });
            return null;
        }

        if ((root["apiVersion"] as ScalarNode)?.Text != ModelDocumentKind.ApiVersion)
        {
            Report(ModelDiagnostics.UnknownKind, file, root["apiVersion"]
                ?? root, "The document is not of Mesh's API version.",
                $"Write apiVersion: {ModelDocumentKind.ApiVersion}, or move the file elsewhere.");
            return null;
        }

        string kindName = (root["kind"] as ScalarNode)?.Text ?? "";
        var names = root["metadata"] as MappingNode;
        if (ModelDocumentKind.Find(kindName, parent => names?[parent] is not null) is not { } kind)
        {
            Report(ModelDiagnostics.UnknownKind, file, root["kind"]
                ?? root, $"There is no kind '{kindName}'.",
                $"Use one of: {string.Join(", ", ModelDocumentKind.Names)}.");
            return null;
        }

        if (root["metadata"] is not MappingNode metadata)
        {
            Report(ModelDiagnostics.MissingField, $"{file}/{kindName}".TrimStart('/'), root["metadata"]
                ?? root, "The field 'metadata' is absent or no mapping.", "Add it with the name.");
            return null;
        }

        ModelDocument document = new ModelDocument(file, kind, metadata, root["spec"] as MappingNode);
        CheckFields(document, root);
        return document;
    }

    private void CheckFields(ModelDocument document, MappingNode root)
    {
        foreach (MappingEntry entry in root.Entries.Where(entry => !Fields.Contains(entry.Key)))
        {
            Unknown($"{document.Path}/{entry.Key}", entry, $"Use one of: {string.Join(", ", Fields)}.");
        }

        string[] known = [.. ModelDocumentKind.MetadataFields, .. document.Kind.Parents];
        foreach (MappingEntry entry in document.Metadata.Entries.Where(entry => !known.Contains(entry.Key)))
        {
            Unknown($"{document.Path}/metadata/{entry.Key}", entry, $"Use one of: {string.Join(", ", known)}.");
        }

        foreach (string field in document.Kind.Parents.Append("name").Where(field => document.Text(field).Length == 0))
        {
            Report(ModelDiagnostics.MissingField, $"{document.Path}/metadata/{field}", document.Metadata,
                $"The field '{field}' is absent or no text.", "Add it.");
        }

        if (root["spec"] is { } spec and not MappingNode && spec is not ScalarNode { Kind: ScalarKind.Null })
        {
            Report(ModelDiagnostics.InvalidValue, $"{document.Path}/spec", spec, $"The value is {spec.KindName}.", "Expected a mapping.");
        }

        foreach (MappingEntry entry in document.Spec?.Entries.Where(entry => ModelDocumentKind.MetadataFields.Contains(entry.Key)) ?? [])
        {
            Unknown($"{document.Path}/spec/{entry.Key}", entry, "Write it in metadata.");
        }
    }

    private void Unknown(string path, MappingEntry entry, string help) =>
        found.Add(
            ModelDiagnostics.UnknownField.At(path, $"There is no field '{entry.Key}' here.", help) with { Position = entry.KeyPosition });

    private void Report(DiagnosticDescriptor descriptor, string path, DocumentNode node, string message, string help) =>
        found.Add(descriptor.At(path, message, help) with { Position = node.Position });
}
