namespace Mesh;

/// <summary>
/// Names namespaces as <c>cluster/namespace</c>. Each side is a name, <c>*</c> for all, or a prefix with <c>*</c> at its end:
/// <c>aws/bookinfo</c>, <c>*/bookinfo</c>, <c>aws/*</c>, <c>aws/book*</c>.
/// </summary>
/// <param name="Cluster">The pattern for cluster names.</param>
/// <param name="Namespace">The pattern for namespace names.</param>
public readonly record struct NamespaceSelector(string Cluster, string Namespace)
{
    /// <summary>
    /// Reads <c>cluster/namespace</c>. Never fails: text without a slash has an empty namespace, which validation reports.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <returns>The selector.</returns>
    public static NamespaceSelector Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? new NamespaceSelector(text, "") : new NamespaceSelector(text[..slash], text[(slash + 1)..]);
    }

    /// <summary>Whether the selector names a namespace of a cluster.</summary>
    /// <param name="cluster">The cluster's name.</param>
    /// <param name="namespaceName">The namespace's name.</param>
    /// <returns><see langword="true"/> when both sides match.</returns>
    public bool Matches(string cluster, string namespaceName) =>
        SelectorPattern.Matches(Cluster, cluster) && SelectorPattern.Matches(Namespace, namespaceName);

    /// <summary>Whether some namespace could be named by both selectors.</summary>
    /// <param name="other">The other selector.</param>
    /// <returns><see langword="true"/> when they can name the same namespace.</returns>
    public bool Overlaps(NamespaceSelector other) =>
        SelectorPattern.Overlap(Cluster, other.Cluster) && SelectorPattern.Overlap(Namespace, other.Namespace);

    /// <summary>The text form <c>cluster/namespace</c>.</summary>
    /// <returns>Text that <see cref="Parse"/> reads.</returns>
    public override string ToString() => $"{Cluster}/{Namespace}";
}
