using Mesh.Diagnostics;

namespace Mesh.Documents;

/// <summary>A key with its value.</summary>
internal readonly record struct MappingEntry(string Key, TextPosition KeyPosition, DocumentNode Value);
