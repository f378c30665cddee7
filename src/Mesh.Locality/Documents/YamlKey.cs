namespace Mesh.Documents;

/// <summary>Where the key of a mapping stands in a text, and where what follows its colon begins. Of length 0 there is none.</summary>
internal readonly record struct YamlKey(int Start, int TextStart, int Length, int After);
