using Mesh.Diagnostics;
using Mesh.Documents;
using Mesh.Istio.Fields;
using Mesh.Validation;

namespace Mesh.Istio.ModelFiles;

/// <summary>Puts documents together to the tree that one document would hold, and leads findings about the tree back to them.</summary>
internal sealed class ModelDocumentTree
{
    private readonly Dictionary<DocumentNode, ModelDocument> _sources = [];
    private readonly ILookup<(ModelDocumentKind, string), ModelDocument> _children;
    private readonly List<Diagnostic> _found;
    private readonly HashSet<(ModelDocumentKind, string)> _composed = [];

    public ModelDocumentTree(IReadOnlyList<ModelDocument> documents, IReadOnlyList<UnreadHeader> unread, List<Diagnostic> found)
    {
        _found = found;
        _children = documents.ToLookup(document => (document.Kind, document.ParentKey));
        CheckParents(documents, unread);
        ModelDocument[] organizations = [.. documents.Where(document => document.Kind == ModelDocumentKind.Organization)];
        if (organizations.Length == 1)
        {
            DocumentNode organization = Compose(organizations[0]);
            Root = new MappingNode(organization.Position, [new MappingEntry("organization", organization.Position, organization)]);
        }
        else
        {
            found.Add(ModelDiagnostics.OrganizationCount.At(
                organizations.Length == 0 ? "" : organizations[1].Path,
                organizations.Length == 0 ? "No document is of kind Organization."
                    : $"{organizations.Length} documents are of kind Organization.",
                "A model is of one organization: write exactly one such document."));
        }
    }

    /// <summary>The tree; <see langword="null"/> when there is no single organization.</summary>
    public MappingNode? Root { get; }

    /// <summary>The documents that findings about the tree are from.</summary>
    public HashSet<ModelDocument> Broken { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>A finding about the tree, told of the document that the place is from.</summary>
    public Diagnostic Locate(Diagnostic finding)
    {
        DocumentNode node = Root!;
        ModelDocument? source = null;
        string rest = finding.Path, inDocument = finding.Path;
        while (NodePath.Step(node, rest) is { } child)
        {
            (node, rest) = child;
            if (_sources.TryGetValue(node, out ModelDocument? document))
            {
                (source, inDocument) = (document, rest);
            }
        }

        string path = source is null ? finding.Path : inDocument.Length == 0 ? source.Path : $"{source.Path}/{inDocument}";
        if (source is not null)
        {
            Broken.Add(source);
        }

        return finding with { Path = path, Position = node.Position, Concerns = source is null ? default : DocumentOwner.Of(source) };
    }

    private DocumentNode Compose(ModelDocument document)
    {
        List<MappingEntry> entries = [.. document.Metadata.Entries.Where(entry => ModelDocumentKind.MetadataFields.Contains(entry.Key)),
            .. document.Spec?.Entries ?? []];
        // Of two documents of one name the first has the children: validation reports the second, and the tree is no larger than its
        // documents.
        bool first = _composed.Add((document.Kind, document.Key));
        foreach (ModelDocumentKind kind in first ? document.Kind.Children : [])
        {
            DocumentNode[] children = [.. _children[(kind, kind.Parents.Length == 0 ? "" : document.Key)].Select(Compose)];
            if (children.Length > 0)
            {
                Append(entries, kind.List, children);
            }
        }

        var node = new MappingNode(document.Metadata.Position, [.. entries]);
        _sources.Add(node, document);
        return node;
    }

    // What a document says inline comes first; what is no list there is left for the reader of the model to complain about.
    private static void Append(List<MappingEntry> entries, string field, DocumentNode[] children)
    {
        int inline = entries.FindIndex(entry => entry.Key == field);
        if (inline < 0)
        {
            entries.Add(new MappingEntry(field, children[0].Position, new SequenceNode(children[0].Position, children)));
        }
        else if (entries[inline].Value is SequenceNode list)
        {
            entries[inline] = new MappingEntry(
                field, entries[inline].KeyPosition, new SequenceNode(list.Position, [.. list.Items, .. children]));
        }
    }

    private void CheckParents(IReadOnlyList<ModelDocument> documents, IReadOnlyList<UnreadHeader> unread)
    {
        var known = documents.Select(document => (document.Kind.Name, document.Key)).ToHashSet();
        // What hangs below a document that cannot be read is no mistake of its own.
        known.UnionWith(unread.Select(header => (ModelDocumentKind.Workspace.Name, $"{header.Tenant}/{header.Workspace}")));
        foreach (ModelDocument document in documents.Where(document => document.Kind.Parents.Length > 0))
        {
            string parent = document.Kind.Parent;
            if (!known.Contains((parent, document.ParentKey)))
            {
                _found.Add(ModelDiagnostics.ParentNotFound.At(
                    $"{document.Path}/metadata", $"No document is the {parent} '{document.ParentKey}'.",
                    $"Correct the name, or add a document of kind {parent}.") with
                {
                    Position = document.Metadata.Position,
                    Concerns = DocumentOwner.Anybody,
                });
            }
        }
    }
}
