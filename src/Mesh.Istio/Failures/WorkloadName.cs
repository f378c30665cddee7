namespace Mesh.Istio.Failures;

/// <summary>The text form <c>namespace/name</c>.</summary>
internal static class WorkloadName
{
    /// <summary>Splits at the first slash; a name alone is in namespace <c>default</c>, as for kubectl.</summary>
    public static (string Namespace, string Name) Split(string text)
    {
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? ("default", text) : (text[..slash], text[(slash + 1)..]);
    }
}
