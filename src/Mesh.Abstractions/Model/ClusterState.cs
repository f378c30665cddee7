namespace Mesh;

/// <summary>Whether traffic goes to a cluster. For hosts everywhere, whatever their order of clusters says.</summary>
public enum ClusterState
{
    /// <summary>As the order of clusters says.</summary>
    Active,

    /// <summary>Traffic leaves, its own clients' too; the cluster stays reachable as the last resort.</summary>
    Drained,

    /// <summary>No traffic is sent there at all, not even when nothing else is left.</summary>
    Evacuated,
}
