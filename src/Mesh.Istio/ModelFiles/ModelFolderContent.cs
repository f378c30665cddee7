namespace Mesh.Istio.ModelFiles;

/// <summary>What a folder of documents holds, and which file says what.</summary>
/// <param name="Result">The model and what is wrong with the files.</param>
/// <param name="Files">The file of each document, by the path in the model of what it says; empty for the organization.</param>
internal sealed record ModelFolderContent(ModelReadResult Result, IReadOnlyDictionary<string, string> Files)
{
    public static IReadOnlyDictionary<string, string> FilesOf(IEnumerable<ModelDocument> documents)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (ModelDocument document in documents)
        {
            files.TryAdd(PathOf(document), document.File);
        }

        return files;
    }

    /// <summary>The file that says what is at a path: that of the nearest document; null when there is none.</summary>
    public string? FileOf(string path)
    {
        for (string at = path; ; at = at[..Math.Max(0, at.LastIndexOf('/'))])
        {
            if (Files.TryGetValue(at, out string? file) || at.Length == 0)
            {
                return file;
            }
        }
    }

    private static string PathOf(ModelDocument document)
    {
        if (document.Kind == ModelDocumentKind.Organization)
        {
            return "";
        }

        IEnumerable<string> parents = document.Kind.Parents.Select(parent => $"{parent}s/{ModelPath.Part(document.Text(parent))}");
        return string.Join('/', parents.Append($"{document.Kind.List}/{ModelPath.Part(document.Name)}"));
    }
}
