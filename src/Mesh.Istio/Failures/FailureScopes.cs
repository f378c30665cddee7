namespace Mesh.Istio.Failures;

/// <summary>Which things fail when everything of a kind is to fail in turn.</summary>
[Flags]
public enum FailureScopes
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Every cluster of the inventory or the resources.</summary>
    Clusters = 1,

    /// <summary>Every zone in which a node or a pod is.</summary>
    Zones = 2,

    /// <summary>All pods of every gateway: of each Service whose pods a Gateway resource selects.</summary>
    Gateways = 4,

    /// <summary>Every region in which a node or a pod is.</summary>
    Regions = 8,

    /// <summary>
    /// All pods of every Service that is no gateway's, one Service of one cluster at a time: they stay listed and refuse connections.
    /// </summary>
    Services = 16,

    /// <summary>
    /// All pods of every other workload: of a namespace with one label <c>app</c>, or a pod without it. What Services select is left to
    /// <see cref="Services"/>.
    /// </summary>
    Workloads = 32,

    /// <summary>Every address of a ServiceEntry or WorkloadEntry that belongs to no cluster of the inventory.</summary>
    Addresses = 64,

    /// <summary>The istiod of every cluster: nothing new is pushed. Beside another failure, what goes stays listed.</summary>
    ControlPlanes = 128,

    /// <summary>
    /// Every certificate of a gateway's server that a Gateway names, and the workload certificates of every cluster: expired, one at a
    /// time.
    /// </summary>
    Certificates = 256,

    /// <summary>Everything of every kind.</summary>
    All = Clusters | Zones | Gateways | Regions | Services | Workloads | Addresses | ControlPlanes | Certificates,

    /// <summary>Clusters, zones and gateways. Regions are left out: what fails with a region mostly fails with its clusters.</summary>
    Default = Clusters | Zones | Gateways,
}
