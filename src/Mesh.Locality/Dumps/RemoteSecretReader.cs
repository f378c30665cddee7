using Mesh.Inventories;

namespace Mesh.Dumps;

/// <summary>
/// Reads who a remote secret is for, from its labels, annotations and name (istioctl <c>create-remote-secret</c>). What is in a Secret is
/// never looked at.
/// </summary>
internal static class RemoteSecretReader
{
    /// <summary>The annotation of Istio's namespace in a cluster that another cluster's istiod configures.</summary>
    public const string ControlPlanes = "topology.istio.io/controlPlaneClusters";
    private const string Label = "istio/multiCluster";
    private const string ClusterAnnotation = "networking.istio.io/cluster";
    private const string NamePrefix = "istio-remote-secret-";

    /// <summary>The cluster that istiod reads with the Secret; <see langword="null"/> for a Secret of another purpose.</summary>
    public static string? ClusterOf(ObjectIdentity head, Fields metadata)
    {
        if (!metadata.TextMap("labels").TryGetValue(Label, out string? value) || value != "true")
        {
            return null;
        }

        return metadata.TextMap("annotations").TryGetValue(ClusterAnnotation, out string? cluster) && cluster.Length > 0 ? cluster
            : head.Name.StartsWith(NamePrefix, StringComparison.Ordinal) && head.Name.Length > NamePrefix.Length
                ? head.Name[NamePrefix.Length..]
            : head.Name;
    }

    public static NamespaceInfo NamespaceOf(ObjectIdentity head, ValueMap<string> labels, Fields metadata) => new()
    {
        Name = head.Name,
        Labels = labels,
        ControlPlanes = metadata.TextMap("annotations").TryGetValue(ControlPlanes, out string? planes)
            ? planes.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToValueList()
            : default,
    };
}
