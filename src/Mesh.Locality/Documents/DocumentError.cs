using Mesh.Diagnostics;

namespace Mesh.Documents;

/// <summary>What is wrong with a text before anyone looks at its meaning.</summary>
/// <param name="Position">Where it is.</param>
/// <param name="Message">What it is.</param>
/// <param name="KeyTwice">Whether a key stands twice; the document is then read with the first of the two.</param>
internal readonly record struct DocumentError(TextPosition Position, string Message, bool KeyTwice = false)
{
    /// <summary>Whether the file as a whole is something else than a dump, for example what kubectl said when it failed.</summary>
    public bool IsNoDump { get; init; }
}
