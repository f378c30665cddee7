using System.Globalization;
using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.Authorization;

/// <summary>
/// The filters that istiod makes of policies, in their order: CUSTOM, AUDIT, DENY, ALLOW (istio <c>security/authz/builder/builder.go</c>).
/// </summary>
internal sealed class AccessFilterPlanner(MeshConfig settings, TrustDomains domains, IReadOnlyList<AuthorizationPolicy> policies)
{
    private const string AuthorizerPrefix = "istio-ext-authz-";
    private const string BadAuthorizer = "-deny-due-to-bad-CUSTOM-action";

    /// <summary>The filters of TCP or of HTTP chains.</summary>
    public ValueList<AccessFilter> Plan(bool tcp) =>
    [
        .. Custom(tcp),
        .. Of(AuthorizationAction.Audit, AccessFilterKind.Log, tcp),
        .. Of(AuthorizationAction.Deny, AccessFilterKind.Deny, tcp),
        .. Of(AuthorizationAction.Allow, AccessFilterKind.Allow, tcp),
    ];

    private IEnumerable<AccessFilter> Of(AuthorizationAction action, AccessFilterKind kind, bool tcp)
    {
        AuthorizationPolicy[] own = [.. policies.Where(policy => ActionOf(policy) == action)];
        return own.Length == 0 ? [] : [new AccessFilter(kind, Rules(own, tcp, "", ""))];
    }

    // Nobody can be asked whom MeshConfig does not have, and only one for a workload: what should be asked about is refused.
    private IEnumerable<AccessFilter> Custom(bool tcp)
    {
        IGrouping<string, AuthorizationPolicy>[] authorizers =
        [
            .. policies.Where(policy => ActionOf(policy) == AuthorizationAction.Custom)
                .GroupBy(policy => policy.Provider?.Name ?? "", StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal),
        ];
        bool isBad = authorizers.Length > 1 || (authorizers.Length == 1 && !settings.Authorizers.ContainsKey(authorizers[0].Key));
        foreach (IGrouping<string, AuthorizationPolicy> group in authorizers)
        {
            string prefix = $"{AuthorizerPrefix}{group.Key}-";
            if (isBad)
            {
                yield return Filter(AccessFilterKind.Deny, BadAuthorizer);
            }
            else if (!tcp || settings.Authorizers[group.Key])
            {
                yield return Filter(AccessFilterKind.Ask, "");
            }

            AccessFilter Filter(AccessFilterKind kind, string suffix) => new(kind, Rules(group, tcp, prefix, suffix))
            {
                Authorizer = group.Key,
                IsBeforeTokens = true,
            };
        }
    }

    private ValueList<AccessRule> Rules(IEnumerable<AuthorizationPolicy> own, bool tcp, string prefix, string suffix) =>
        own.SelectMany(policy => Rules(policy, tcp, prefix, suffix)).OrderBy(rule => rule.Name, StringComparer.Ordinal).ToValueList();

    private IEnumerable<AccessRule> Rules(AuthorizationPolicy policy, bool tcp, string prefix, string suffix)
    {
        string owner = policy.Metadata.Namespace ?? "";
        ValueList<AuthorizationRule> rules = policy.Rules ?? default;
        for (int i = 0; i < Math.Max(rules.Count, 1); i++)
        {
            string name = string.Create(
                CultureInfo.InvariantCulture, $"{prefix}ns[{owner}]-policy[{policy.Metadata.Name}]-rule[{i}]{suffix}");
            string place = string.Create(CultureInfo.InvariantCulture, $"{owner}/{policy.Metadata.Name}#{i}");
            if (rules.IsEmpty)
            {
                yield return new AccessRule(name, place, Conditions.Never, UnknownFacts.None);
                continue;
            }

            var compiler = new RuleCompiler(domains, owner, ActionOf(policy) == AuthorizationAction.Allow, tcp);
            if (compiler.Compile(rules[i]) is { } condition)
            {
                yield return new AccessRule(name, place, condition, compiler.Asks);
            }
        }
    }

    private static AuthorizationAction ActionOf(AuthorizationPolicy policy) => policy.Action ?? AuthorizationAction.Allow;
}
