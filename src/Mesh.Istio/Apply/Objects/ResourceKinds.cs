using Mesh.Istio.Resources;

namespace Mesh.Istio.Apply.Objects;

/// <summary>The kinds that Mesh applies.</summary>
internal static class ResourceKinds
{
    public static ResourceKind Namespaces { get; } = new(ApiGroups.Core, "Namespace", "namespaces", false);

    /// <summary>All of them in apply order.</summary>
    public static ValueList<ResourceKind> All { get; } =
    [
        Namespaces,
        Networking("DestinationRule", "destinationrules"),
        Networking("ServiceEntry", "serviceentries"),
        Networking("WorkloadEntry", "workloadentries"),
        Networking("WorkloadGroup", "workloadgroups"),
        Networking("Gateway", "gateways"),
        Networking("VirtualService", "virtualservices"),
        Security("PeerAuthentication", "peerauthentications"),
        Security("RequestAuthentication", "requestauthentications"),
        Security("AuthorizationPolicy", "authorizationpolicies"),
        Networking("Sidecar", "sidecars"),
    ];

    /// <summary>
    /// The kinds whose objects can be members of an apply set. A Namespace is none: pruning it would delete everything of others in it.
    /// </summary>
    public static IEnumerable<ResourceKind> Members => All.Where(kind => kind.IsNamespaced);

    public static ResourceKind Of(IstioObject value) => All[ApplyOrder.Rank(value)];

    public static ResourceKind? Find(string groupKind) => All.FirstOrDefault(kind => kind.GroupKind == groupKind);

    private static ResourceKind Networking(string kind, string plural) => new(ApiGroups.Networking, kind, plural, true);

    private static ResourceKind Security(string kind, string plural) => new(ApiGroups.Security, kind, plural, true);
}
