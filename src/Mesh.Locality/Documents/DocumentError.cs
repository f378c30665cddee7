using Mesh.Diagnostics;

namespace Mesh.Documents;

/// <summary>What is wrong with a text before anyone looks at its meaning.</summary>
internal readonly record struct DocumentError(TextPosition Position, string Message);
