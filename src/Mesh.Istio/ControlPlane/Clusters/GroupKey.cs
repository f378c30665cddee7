namespace Mesh.Istio.ControlPlane.Clusters;

/// <summary>What of a client changes which endpoints it sees, before priorities.</summary>
/// <param name="Network">Its network.</param>
/// <param name="Cluster">Its cluster, for hosts that are cluster-local; else empty.</param>
/// <param name="View">The networks that it asks for.</param>
internal readonly record struct GroupKey(string Network, string Cluster, ValueList<string> View);
