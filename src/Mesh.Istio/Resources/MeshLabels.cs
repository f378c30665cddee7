namespace Mesh.Istio.Resources;

/// <summary>The labels by which an object says that Mesh made it.</summary>
internal static class MeshLabels
{
    /// <summary>The label that says who manages an object.</summary>
    public const string ManagedBy = "app.kubernetes.io/managed-by";

    /// <summary>The value of <see cref="ManagedBy"/>.</summary>
    public const string Mesh = "mesh";

    /// <summary>The key, after the prefix, of the label with the organization's name: every generated object has it.</summary>
    public const string Organization = "/organization";

    /// <summary>The key, after the prefix, of the label with an endpoint's cluster.</summary>
    public const string Cluster = "/cluster";

    /// <summary>Whether labels say that Mesh manages their object.</summary>
    /// <remarks>Anybody may write a label: where it excuses an object of others, say the namespace, too.</remarks>
    public static bool AreOurs(ValueMap<string> labels) => labels.TryGetValue(ManagedBy, out string? manager) && manager == Mesh;

    /// <summary>Whether an object is Mesh's: it says so, and lies in the namespace that Mesh writes such an object to.</summary>
    public static bool AreOurs(ValueMap<string> labels, string namespaceName, string written) =>
        namespaceName == written && AreOurs(labels);

    /// <summary>The prefix that objects were generated with; the default where none of them is generated.</summary>
    public static string PrefixOf(IEnumerable<IstioObject> objects) => objects
        .Where(value => AreOurs(value.Metadata.Labels))
        .SelectMany(value => value.Metadata.Labels.Keys)
        .FirstOrDefault(key => key.EndsWith(Organization, StringComparison.Ordinal))?[..^Organization.Length]
        ?? MeshPrefix.Default;
}
