using Mesh.Inventories;
using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.Authorization;

/// <summary>
/// The AuthorizationPolicies and RequestAuthentications by namespace, and which of them concern a workload (istio
/// <c>model/authorization.go</c>, <c>model/policyattachment.go</c>).
/// </summary>
internal sealed class SecurityPolicies
{
    private const string GatewayNameLabel = "gateway.networking.k8s.io/gateway-name";
    private const string DryRunAnnotation = "istio.io/dry-run";

    private readonly MeshConfig _settings;
    private readonly TrustDomains _domains;
    private readonly ILookup<string, AuthorizationPolicy> _authorizations;
    private readonly ILookup<string, RequestAuthentication> _authentications;

    public SecurityPolicies(IEnumerable<IstioObject> objects, MeshConfig settings)
    {
        _settings = settings;
        _domains = new TrustDomains(settings);
        IstioObject[] all = [.. objects];
        _authorizations = all.OfType<AuthorizationPolicy>().ToLookup(policy => policy.Metadata.Namespace ?? "", StringComparer.Ordinal);
        _authentications = all.OfType<RequestAuthentication>().ToLookup(policy => policy.Metadata.Namespace ?? "", StringComparer.Ordinal);
    }

    public TrustDomains TrustDomains => _domains;

    /// <summary>What the proxies of a workload get.</summary>
    public WorkloadPolicies For(string namespaceName, ValueMap<string> labels)
    {
        string[] namespaces = namespaceName == _settings.RootNamespace ? [namespaceName] : [_settings.RootNamespace, namespaceName];
        AuthorizationPolicy[] policies =
        [
            .. namespaces.SelectMany(name => _authorizations[name]).Where(policy => !IsDryRun(policy)
                && Concerns(policy.Metadata.Namespace ?? "", policy.Selector, policy.TargetRef, policy.TargetRefs, namespaceName, labels)),
        ];
        var filters = new AccessFilterPlanner(_settings, _domains, policies);
        return new WorkloadPolicies(filters.Plan(tcp: false), filters.Plan(tcp: true), namespaces
            .SelectMany(name => _authentications[name])
            .Where(policy =>
                Concerns(policy.Metadata.Namespace ?? "", policy.Selector, policy.TargetRef, policy.TargetRefs, namespaceName, labels))
            .SelectMany(policy => policy.JwtRules)
            .ToValueList());
    }

    private static bool IsDryRun(AuthorizationPolicy policy) =>
        policy.Metadata.Annotations.TryGetValue(DryRunAnnotation, out string? value)
        && value is "true" or "1" or "t" or "T" or "TRUE" or "True";

    // A policy with targets is for gateways of the Gateway API and for waypoints, never for sidecars and Istio's own gateways.
    private static bool Concerns(
        string owner, LabelSelector? selector, PolicyTargetReference? target, ValueList<PolicyTargetReference> targets,
        string namespaceName, ValueMap<string> labels) => target is null && targets.IsEmpty
        ? selector is null || LabelMatch.Matches(selector.MatchLabels, labels)
        : owner == namespaceName
            && labels.TryGetValue(GatewayNameLabel, out string? gateway)
            && targets.Concat(target is null ? [] : [target]).Any(reference => reference.Kind == "Gateway" && reference.Name == gateway);
}
