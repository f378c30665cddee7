namespace Mesh.Conformance.Tests.Known;

/// <summary>
/// A recording that no rule of ours answers yet in one comparison, and the number of the issue that will; with <c>*</c> at the end all
/// recordings that begin so, as long as none of them agrees.
/// </summary>
internal sealed record KnownEntry(string Comparison, string Recording, int Issue, string Reason)
{
    internal bool Covers(string recording) =>
        Recording.EndsWith('*') ? recording.StartsWith(Recording[..^1], StringComparison.Ordinal) : recording == Recording;
}
