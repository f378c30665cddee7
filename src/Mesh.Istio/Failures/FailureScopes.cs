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

    /// <summary>Clusters, zones and gateways. Regions are left out: what fails with a region mostly fails with its clusters.</summary>
    Default = Clusters | Zones | Gateways,
}
