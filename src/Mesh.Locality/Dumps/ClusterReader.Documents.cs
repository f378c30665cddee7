using Mesh.Diagnostics;
using Mesh.Documents;
using Mesh.Inventories;

namespace Mesh.Dumps;

// What files hold, down to the objects: documents, and lists of them.
internal sealed partial class ClusterReader
{
    private const string ListSuffix = "List";

    /// <summary>Reads the documents of one file.</summary>
    public void Read(string path, DocumentSet set)
    {
        Report(path, set.Errors);
        if (set.Documents.Count == 0 && set.Errors.Count == 0)
        {
            ReportNoDump(path, new TextPosition(1, 1), "The file holds no document.");
        }

        foreach (DocumentNode document in set.Documents)
        {
            ReadDocument(path, document, null, null);
        }
    }

    /// <summary>Reads a file that is one list, object by object.</summary>
    public void Read(string path, JsonListFile list)
    {
        (string? kind, string? apiVersion) = BeginList(list.Outline.Kind, list.Outline.ApiVersion);
        foreach (DocumentSet item in list.Read(DumpedFields.Unread.In("items")))
        {
            Report(path, item.Errors);
            foreach (DocumentNode document in item.Documents)
            {
                ReadDocument(path, document, kind, apiVersion);
            }
        }
    }

    private void ReadDocument(string path, DocumentNode document, string? givenKind, string? givenVersion)
    {
        var context = new FieldContext(path, "the document", Findings);
        if (DumpedKinds.IsFailure(document))
        {
            context.Report(
                InventoryDiagnostics.Unreadable, document.Position, "The file holds what kubectl says when it fails.",
                "Dump it again, with the rights to read it.");
            return;
        }

        if (document is not MappingNode mapping)
        {
            ReportNoObject(context, document, $"A Kubernetes object is a mapping, not {document.KindName}.");
            return;
        }

        var fields = new Fields(mapping, context);
        string kind = fields.Text("kind") ?? "";
        if (kind == "Status" && fields.Text("status") == "Failure")
        {
            ReportNoDump(
                path, document.Position,
                $"The API server said \"{FieldContext.Shorten(
                    fields.Text("message") ?? fields.Text("reason") ?? "Failure")}\" instead of giving objects.");
            return;
        }

        if (!kind.EndsWith(ListSuffix, StringComparison.Ordinal) || !mapping.TryGet("items", out DocumentNode? items))
        {
            ReadObject(path, mapping, givenKind, givenVersion);
            return;
        }

        (string? itemKind, string? itemVersion) = BeginList(kind, fields.Text("apiVersion"));
        if (items is SequenceNode sequence)
        {
            foreach (DocumentNode item in sequence.Items)
            {
                // A list may hold lists, as kubectl takes them.
                ReadDocument(path, item, itemKind, itemVersion);
            }
        }
        else
        {
            ReportNoObject(context, items, $"The items of a {kind} are a list, not {items.KindName}.");
        }
    }

    // Items of a typed list have neither kind nor version of their own.
    private (string? ItemKind, string? ItemVersion) BeginList(string kind, string? apiVersion)
    {
        KnowsSecrets |= kind == "SecretList";
        KnowsCapacity |= kind is "HorizontalPodAutoscalerList" or "PodDisruptionBudgetList";
        return kind == ListSuffix ? (null, null) : (kind[..^ListSuffix.Length], apiVersion);
    }

    private void Report(string path, IReadOnlyList<DocumentError> errors)
    {
        foreach (DocumentError error in errors)
        {
            IsIncomplete |= !error.KeyTwice;
            Findings.Add(
                error.IsNoDump ? InventoryDiagnostics.DumpFailed : InventoryDiagnostics.Unreadable,
                new SourceLocation(path, error.Position),
                error.Message,
                error.IsNoDump ? "See why kubectl gave no objects, then dump again with kubectl get -o yaml or -o json."
                    : "Dump it again with kubectl get -o yaml or -o json.");
        }
    }

    private void ReportNoDump(string path, TextPosition position, string message)
    {
        IsIncomplete = true;
        Findings.Add(
            InventoryDiagnostics.DumpFailed, new SourceLocation(path, position), message,
            "See why kubectl gave no objects, then dump again with kubectl get -o yaml or -o json.");
    }
}
