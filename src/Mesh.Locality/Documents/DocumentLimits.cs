namespace Mesh.Documents;

/// <summary>What a file may at most hold, so that no input can exhaust the stack or the memory.</summary>
internal static class DocumentLimits
{
    /// <summary>How deep values may be nested; the deepest Istio object has about 20 levels.</summary>
    public const int Depth = 100;

    /// <summary>How many values a document may hold once its aliases are written out.</summary>
    public const long ExpandedSize = 20_000_000;
}
