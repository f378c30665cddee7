using System.Text;
using Mesh.Diagnostics;
using Mesh.Documents;
using Mesh.Istio.ModelFiles;
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
        /// <returns>The model, not validated yet, or what is wrong with the text, with document, path, line and column.</returns>
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
        /// <returns>The model, not validated yet, or what is wrong with the files, with file, document, path, line and column.</returns>
        /// <exception cref="IOException">The file system refuses.</exception>
        /// <exception cref="UnauthorizedAccessException">The file system refuses.</exception>
        public static ModelReadResult FromFolder(string folder, ReadLimits? limits = null)
        {
            ArgumentException.ThrowIfNullOrEmpty(folder);
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
                    found.Add(ModelDiagnostics.InvalidDocument.At(name, reason, "Check that it exists and may be read."));
                }
            }

            return Assemble(reader, found, limits);
        }
    }

    private static ModelReadResult Assemble(ModelDocumentReader reader, List<Diagnostic> found, ReadLimits? limits)
    {
        ModelDocumentTree tree = new ModelDocumentTree(reader.Documents, found);
        if (tree.Root is not { } root)
        {
            return new ModelReadResult(null, new DiagnosticList(found));
        }

        ModelReadResult read = MeshModel.FromJson(ModelYaml.ToJson(root), (limits ?? ReadLimits.Default).ForConverted);
        found.AddRange(read.Diagnostics.Select(tree.Locate));
        var all = new DiagnosticList(found);
        return new ModelReadResult(all.HasErrors ? null : read.Model, all);
    }

    private static Diagnostic Finding(FolderNote note)
    {
        (DiagnosticDescriptor descriptor, string help) = note.Kind switch
        {
            FolderNoteKind.PassedOver or FolderNoteKind.Empty =>
                (ModelDiagnostics.PassedOver, "Nothing, unless it holds documents of the model: then move them elsewhere."),
            FolderNoteKind.SameName => (ModelDiagnostics.NamesDifferInCase, "Rename one of them."),
            _ => (ModelDiagnostics.InvalidDocument, "Check that it may be read, or raise the limit."),
        };
        return descriptor.At(note.Relative, note.Message, help);
    }
}
