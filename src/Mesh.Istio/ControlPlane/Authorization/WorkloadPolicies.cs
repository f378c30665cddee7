using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.Authorization;

/// <summary>What the policies of a workload become in its proxies.</summary>
/// <param name="Http">The filters of HTTP chains, in order.</param>
/// <param name="Tcp">The filters of TCP chains, in order.</param>
/// <param name="TokenRules">The issuers whose tokens are accepted; empty where nobody looks at tokens.</param>
internal sealed record WorkloadPolicies(ValueList<AccessFilter> Http, ValueList<AccessFilter> Tcp, ValueList<JwtRule> TokenRules);
