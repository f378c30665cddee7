using Mesh.Diagnostics;

namespace Mesh.Dumps;

/// <summary>A place in a file; line 0: an object of a live cluster, which has no lines.</summary>
internal readonly record struct SourceLocation(string Path, TextPosition Position)
{
    public override string ToString() => Position.Line > 0 ? $"{Path} ({Position})" : Path;
}
