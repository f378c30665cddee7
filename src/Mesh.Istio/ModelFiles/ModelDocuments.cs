using System.Text;
using Mesh.Diagnostics;
using Mesh.Istio.ModelFiles;

namespace Mesh;

/// <summary>
/// Models as one YAML (or JSON) document for each concept: <c>Organization</c>, <c>Cluster</c>, <c>Tenant</c>, <c>Workspace</c>, <c>Gateway</c>, so that every
/// team keeps its own files. The fields of <c>spec</c> are those of <c>MeshModel.ToYaml</c>; name, labels, annotations and the names of the parents stand in <c>metadata</c>.
/// </summary>
public static class ModelDocuments
{
    private static readonly string[] Extensions = [".yaml", ".yml", ".json"];

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
        /// <returns>The model, not validated yet, or what is wrong with the text, with document, path, line and column.</returns>
        public static ModelReadResult FromDocuments(string yaml)
        {
            ArgumentNullException.ThrowIfNull(yaml);
            var found = new List<Diagnostic>();
            ModelDocumentReader reader = new ModelDocumentReader(found);
            reader.Read("", Encoding.UTF8.GetBytes(yaml));
            return Assemble(reader, found);
        }

        /// <summary>Reads a model from the documents of a folder and its sub-folders: files that end in <c>.yaml</c>, <c>.yml</c> or <c>.json</c>, by ordinal order of their paths.</summary>
        /// <param name="folder">The folder.</param>
        /// <returns>The model, not validated yet, or what is wrong with the files, with file, document, path, line and column.</returns>
        /// <exception cref="IOException">The file system refuses.</exception>
        /// <exception cref="UnauthorizedAccessException">The file system refuses.</exception>
        public static ModelReadResult FromFolder(string folder)
        {
            ArgumentException.ThrowIfNullOrEmpty(folder);
            var found = new List<Diagnostic>();
            ModelDocumentReader reader = new ModelDocumentReader(found);
            foreach ((string name, string file) in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Where(file => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
                .Select(file => (Name: Path.GetRelativePath(folder, file).Replace('\\', '/'), file))
                .OrderBy(entry => entry.Name, StringComparer.Ordinal))
            {
                reader.Read(name, File.ReadAllBytes(file));
            }

            return Assemble(reader, found);
        }
    }

    private static ModelReadResult Assemble(ModelDocumentReader reader, List<Diagnostic> found)
    {
        ModelDocumentTree tree = new ModelDocumentTree(reader.Documents, found);
        if (tree.Root is not { } root)
        {
            return new ModelReadResult(null, new DiagnosticList(found));
        }

        ModelReadResult read = MeshModel.FromJson(ModelYaml.ToJson(root));
        found.AddRange(read.Diagnostics.Select(tree.Locate));
        return new ModelReadResult(found.Count == 0 ? read.Model : null, new DiagnosticList(found));
    }
}
