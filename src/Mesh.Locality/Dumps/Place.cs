using Mesh.Diagnostics;

namespace Mesh.Inventories;

/// <summary>A place in a file.</summary>
internal readonly record struct Place(string Path, TextPosition Position)
{
    public override string ToString() => $"{Path} ({Position})";
}
