namespace Mesh.Documents;

/// <summary>What a file may at most hold, so that no input can exhaust the stack or the memory.</summary>
internal static class DocumentLimits
{
    /// <summary>How many values the aliases of a document may add to it; objects of Kubernetes come without any.</summary>
    public const long RepeatedSize = 100_000;

    /// <summary>How many errors of one file are kept.</summary>
    public const int Errors = 1000;

    /// <summary>Keeps an error unless there are too many already.</summary>
    public static void Keep(this List<DocumentError> errors, DocumentError error)
    {
        if (errors.Count < Errors)
        {
            errors.Add(error);
        }
    }
}
