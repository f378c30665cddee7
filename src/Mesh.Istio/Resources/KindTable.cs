using System.Collections.Frozen;
using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>
/// The kinds, one row each. Rows are in the order in which objects are applied, so that no proxy ever sees one without what it needs: who
/// may call before there is anything to call, a DestinationRule before the endpoints it orders, a Gateway before the routes bound to it;
/// and the right to change something before the policy that asks for it, and the policy before its binding. Deletion goes the other way,
/// because a binding whose policy is gone does nothing and says nothing.
/// </summary>
internal static class KindTable
{
    private static readonly ValueList<string> V1Only = [ResourceKind.Version];
    private static readonly ValueList<string> SinceBeta = [ResourceKind.Version, "v1beta1"];
    private static readonly ValueList<string> SinceAlpha = [ResourceKind.Version, "v1beta1", "v1alpha3"];

    /// <summary>All kinds in apply order.</summary>
    public static ValueList<ResourceKind> All { get; } = Ranked(
        (ApiGroups.Core, V1Only, nameof(Namespace), "namespaces", false, ReadNamespace),
        (ApiGroups.Security, SinceBeta, nameof(AuthorizationPolicy), "authorizationpolicies", true, AuthorizationPolicy.Read),
        (ApiGroups.Networking, SinceAlpha, nameof(DestinationRule), "destinationrules", true, DestinationRule.Read),
        (ApiGroups.Networking, SinceAlpha, nameof(ServiceEntry), "serviceentries", true, ServiceEntry.Read),
        (ApiGroups.Networking, SinceAlpha, nameof(WorkloadEntry), "workloadentries", true, WorkloadEntry.Read),
        (ApiGroups.Networking, SinceAlpha, nameof(WorkloadGroup), "workloadgroups", true, WorkloadGroup.Read),
        (ApiGroups.Networking, SinceAlpha, nameof(Gateway), "gateways", true, Gateway.Read),
        (ApiGroups.Networking, SinceAlpha, nameof(VirtualService), "virtualservices", true, VirtualService.Read),
        (ApiGroups.Security, SinceBeta, nameof(PeerAuthentication), "peerauthentications", true, PeerAuthentication.Read),
        (ApiGroups.Security, SinceBeta, nameof(RequestAuthentication), "requestauthentications", true, RequestAuthentication.Read),
        (ApiGroups.Networking, SinceAlpha, nameof(Sidecar), "sidecars", true, Sidecar.Read),
        Access(AccessObject.Role, "roles", isNamespaced: true),
        Access(AccessObject.RoleBinding, "rolebindings", isNamespaced: true),
        Access(AccessObject.Policy, "validatingadmissionpolicies", isNamespaced: false),
        Access(AccessObject.PolicyBinding, "validatingadmissionpolicybindings", isNamespaced: false));

    private static readonly FrozenDictionary<string, ResourceKind> ByName = All.ToFrozenDictionary(
        kind => kind.Kind, StringComparer.Ordinal);

    public static ResourceKind Namespaces { get; } = ByName[nameof(Namespace)];

    /// <summary>
    /// The kinds whose objects can be members of an apply set. A Namespace is none: pruning it would delete everything of others in it.
    /// </summary>
    public static IEnumerable<ResourceKind> Members => All.Where(kind => kind.IsMember);

    /// <summary>The members that are Istio's.</summary>
    public static IEnumerable<ResourceKind> Istio => Members.Where(kind => !kind.IsWhole);

    public static ResourceKind Of(IstioObject value) => ByName[value.Kind];

    /// <summary>A kind by its name; null for those that Mesh does not handle.</summary>
    public static ResourceKind? Find(string kind) => ByName.GetValueOrDefault(kind);

    /// <summary>A kind as an apply set's parent names it; null for those that Mesh does not handle.</summary>
    public static ResourceKind? FindGroupKind(string groupKind) => All.FirstOrDefault(kind => kind.GroupKind == groupKind);

    private static Namespace ReadNamespace(ObjectMeta metadata, FieldReader spec)
    {
        // Its finalizers are the API server's business.
        spec.IgnoreAll();
        return new Namespace { Metadata = metadata };
    }

    private static (string, ValueList<string>, string, string, bool, Func<ObjectMeta, FieldReader, IstioObject>) Access(
        string kind, string plural, bool isNamespaced) => (
        kind is AccessObject.Role or AccessObject.RoleBinding ? ApiGroups.Rbac : ApiGroups.Admission, V1Only, kind, plural, isNamespaced,
        AccessObject.Reader(kind));

    private static ValueList<ResourceKind> Ranked(
        params (
            string Group,
            ValueList<string> Versions,
            string Kind,
            string Plural,
            bool IsNamespaced,
            Func<ObjectMeta, FieldReader, IstioObject> Read)[] rows) => rows
        .Select((row, rank) => new ResourceKind
        {
            Group = row.Group,
            Kind = row.Kind,
            Plural = row.Plural,
            Versions = row.Versions,
            Rank = rank,
            IsNamespaced = row.IsNamespaced,
            IsMember = row.Group.Length > 0,
            Read = row.Read,
        })
        .ToValueList();
}
