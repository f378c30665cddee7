using System.Text;
using Mesh.Diagnostics;
using Mesh.Documents;
using Mesh.Istio.ModelFiles;
using Mesh.Istio.Resources;
using Mesh.Validation;

namespace Mesh;

/// <summary>
/// Models as one YAML (or JSON) document for each concept: <c>Organization</c>, <c>Cluster</c>, <c>Tenant</c>, <c>Workspace</c>,
/// <c>Gateway</c>, so that every team keeps its own files. The fields of <c>spec</c> are those of <c>MeshModel.ToYaml</c>; name, labels,
/// annotations and the names of the parents stand in <c>metadata</c>.
/// </summary>
public static class ModelDocuments
{
    /// <param name="model">The model.</param>
    extension(MeshModel model)
    {
        /// <summary>The model as YAML documents, separated by <c>---</c>, parents before children.</summary>
        /// <returns>Text that <c>MeshModel.FromDocuments</c> reads back to an equal model.</returns>
        public string ToDocuments()
        {
            ArgumentNullException.ThrowIfNull(model);
            return ModelDocumentWriter.Write(model);
        }

        /// <summary>Reads a model from documents in any order. What one document cannot tell is said of each, all at once.</summary>
        /// <param name="yaml">The documents.</param>
        /// <param name="limits">What the text may cost; <see cref="ReadLimits.Default"/> when <see langword="null"/>.</param>
        /// <returns>The model, not validated yet, and what is wrong with the text, with document, path, line and column. Errors in
        /// documents of workspaces and gateways concern their workspaces (<see cref="Diagnostic.Concerns"/>): the model is there without
        /// them and knows it, so that nothing of them is written or deleted. Errors of others leave no model.</returns>
        public static ModelReadResult FromDocuments(string yaml, ReadLimits? limits = null)
        {
            ArgumentNullException.ThrowIfNull(yaml);
            var found = new List<Diagnostic>();
            ModelDocumentReader reader = new ModelDocumentReader(found, limits);
            reader.Read("", Encoding.UTF8.GetBytes(yaml));
            return Assemble(reader, found, limits);
        }

        /// <summary>
        /// Reads a model from the documents of a folder and its sub-folders: files that end in <c>.yaml</c>, <c>.yml</c> or <c>.json</c>,
        /// by ordinal order of their paths.
        /// </summary>
        /// <param name="folder">The folder. Hidden names, links to folders, empty files, pipes and devices in it are passed over (MM108);
        /// a mounted ConfigMap is read once.</param>
        /// <param name="limits">What the text may cost; <see cref="ReadLimits.Default"/> when <see langword="null"/>.</param>
        /// <returns>The model, not validated yet, and what is wrong with the files, with file, document, path, line and column. Errors in
        /// documents of workspaces and gateways concern their workspaces (<see cref="Diagnostic.Concerns"/>): the model is there without
        /// them and knows it, so that nothing of them is written or deleted. While nobody can tell whose a file is, nothing at all is
        /// deleted. Errors of others leave no model.</returns>
        /// <exception cref="IOException">The file system refuses.</exception>
        /// <exception cref="UnauthorizedAccessException">The file system refuses.</exception>
        public static ModelReadResult FromFolder(string folder, ReadLimits? limits = null)
        {
            ArgumentException.ThrowIfNullOrEmpty(folder);
            return ReadFolder(folder, limits).Result;
        }
    }

    internal static ModelFolderContent ReadFolder(string folder, ReadLimits? limits)
    {
        var found = new List<Diagnostic>();
        ModelDocumentReader reader = new ModelDocumentReader(found, limits);
        DocumentFolder listed = DocumentFolder.List(folder, limits ?? ReadLimits.Default);
        found.AddRange(listed.Notes.Select(Finding));
        foreach ((string name, string file) in listed.Files)
        {
            if (DocumentFolder.Read(file, limits ?? ReadLimits.Default, out string reason) is { } bytes)
            {
                reader.Read(name, bytes);
            }
            else
            {
                found.Add(ModelDiagnostics.InvalidDocument.At(name, reason, "Check that it exists and may be read.") with
                {
                    Concerns = DocumentOwner.Anybody,
                });
            }
        }

        return new ModelFolderContent(Assemble(reader, found, limits), ModelFolderContent.FilesOf(reader.Documents));
    }

    private static ModelReadResult Assemble(ModelDocumentReader reader, List<Diagnostic> found, ReadLimits? limits)
    {
        ModelDocumentTree tree = new ModelDocumentTree(reader.Documents, reader.Unread, found);
        if (tree.Root is not { } root)
        {
            return new ModelReadResult(null, new DiagnosticList(found.Select(WithEffect)));
        }

        ModelReadResult read = FromTree(root);
        found.AddRange(read.Diagnostics.Select(tree.Locate));
        Diagnostic[] errors = [.. found.Where(finding => finding.Severity == DiagnosticSeverity.Error)];
        if (errors.Length == 0)
        {
            return new ModelReadResult(read.Model, new DiagnosticList(found));
        }

        reader.Broken.UnionWith(tree.Broken);
        MeshModel? part = Array.Exists(errors, error => error.Concerns.IsEmpty) ? null
            : ReadablePart.Of(reader, reader.Broken, errors, FromTree);
        ValueList<Diagnostic> unread = (part?.Unread ?? errors.ToValueList()).Select(WithEffect).ToValueList();
        return new ModelReadResult(
            part is null ? null : part with { Unread = unread }, new DiagnosticList([.. found.Except(errors), .. unread]));

        ModelReadResult FromTree(MappingNode node) =>
            MeshModel.FromJson(ModelYaml.ToJson(node), (limits ?? ReadLimits.Default).ForConverted);
    }

    // What an error of a file holds is not seen from its path.
    private static Diagnostic WithEffect(Diagnostic finding) => finding.Severity != DiagnosticSeverity.Error ? finding : finding with
    {
        Help = $"{finding.Help} Until then " + (finding.Concerns.IsEmpty ? "there is no model."
            : finding.Concerns.Contains(RemovalGuard.Anybody) ? "nothing is deleted, because nobody can tell whose it is."
            : $"what there is of {string.Join(", ", finding.Concerns.Select(ModelPath.Short))} stays."),
    };

    private static Diagnostic Finding(FolderNote note)
    {
        (DiagnosticDescriptor descriptor, string help) = note.Kind switch
        {
            FolderNoteKind.PassedOver or FolderNoteKind.Empty =>
                (ModelDiagnostics.PassedOver, "Nothing, unless it holds documents of the model: then move them elsewhere."),
            FolderNoteKind.SameName => (ModelDiagnostics.NamesDifferInCase, "Rename one of them."),
            _ => (ModelDiagnostics.InvalidDocument, "Check that it may be read, or raise the limit."),
        };
        return descriptor.At(note.Relative, note.Message, help) with
        {
            Concerns = descriptor == ModelDiagnostics.InvalidDocument ? DocumentOwner.Anybody : default,
        };
    }
}
