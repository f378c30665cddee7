using Mesh.Istio.Fields;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Manifests;

/// <summary>The kinds that can be read, with their groups and versions.</summary>
internal static class Kinds
{
    /// <summary>The API group of a kind that Mesh handles; null for other kinds.</summary>
    public static string? GroupOf(string kind) => kind switch
    {
        nameof(Namespace) => ApiGroups.Core,
        nameof(Resources.Gateway) or nameof(VirtualService) or nameof(DestinationRule) or nameof(ServiceEntry) or nameof(WorkloadEntry) or nameof(WorkloadGroup)
            or nameof(Sidecar) => ApiGroups.Networking,
        nameof(PeerAuthentication) or nameof(RequestAuthentication) or nameof(AuthorizationPolicy) => ApiGroups.Security,
        _ => null,
    };

    /// <summary>Whether a group has a version; the versions of a kind do not differ in their fields.</summary>
    public static bool HasVersion(string group, string version) => version switch
    {
        "v1" => true,
        "v1beta1" => group != ApiGroups.Core,
        "v1alpha3" => group == ApiGroups.Networking,
        _ => false,
    };

    public static IstioObject Read(string kind, ObjectMeta metadata, FieldReader spec) => kind switch
    {
        nameof(Resources.Gateway) => Resources.Gateway.Read(metadata, spec),
        nameof(VirtualService) => VirtualService.Read(metadata, spec),
        nameof(DestinationRule) => DestinationRule.Read(metadata, spec),
        nameof(ServiceEntry) => ServiceEntry.Read(metadata, spec),
        nameof(WorkloadEntry) => WorkloadEntry.Read(metadata, spec),
        nameof(WorkloadGroup) => WorkloadGroup.Read(metadata, spec),
        nameof(Sidecar) => Sidecar.Read(metadata, spec),
        nameof(PeerAuthentication) => PeerAuthentication.Read(metadata, spec),
        nameof(RequestAuthentication) => RequestAuthentication.Read(metadata, spec),
        nameof(AuthorizationPolicy) => AuthorizationPolicy.Read(metadata, spec),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "The kind is none that can be read."),
    };
}
