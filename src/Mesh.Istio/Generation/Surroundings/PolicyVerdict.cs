using Mesh.Inventories;

namespace Mesh.Istio.Generation.Surroundings;

/// <summary>What policies of others make of calls of somebody, as far as who calls tells.</summary>
/// <param name="Closing">The policies that refuse the calls.</param>
/// <param name="Doubtful">Those that may, because they look at more than who calls.</param>
internal sealed record PolicyVerdict(ValueList<string> Closing, ValueList<string> Doubtful)
{
    /// <summary>What becomes of calls.</summary>
    /// <param name="policies">The policies that hold for the pods that are called.</param>
    /// <param name="caller">The caller's identity, without <c>spiffe://</c>; null for callers that have none.</param>
    /// <param name="withoutAllow">Whether only what refuses is looked at, because an ALLOW policy of the model permits the calls.</param>
    public static PolicyVerdict Of(IEnumerable<AuthorizationPolicyInfo> policies, string? caller, bool withoutAllow)
    {
        AuthorizationPolicyInfo[] all = [.. policies];
        var closing = new SortedSet<string>(StringComparer.Ordinal);
        var doubtful = new SortedSet<string>(StringComparer.Ordinal);
        foreach (AuthorizationPolicyInfo policy in all.Where(policy => policy.Action is "DENY" or "CUSTOM"))
        {
            AuthorizationRuleInfo[] fitting = [.. policy.Rules.Where(rule => Fits(rule, caller))];
            if (policy.Action == "DENY" && Array.Exists(fitting, rule => !rule.IsConditional))
            {
                closing.Add(NameOf(policy));
            }
            else if (fitting.Length > 0)
            {
                doubtful.Add(NameOf(policy));
            }
        }

        AuthorizationPolicyInfo[] allowing = withoutAllow ? [] : [.. all.Where(policy => policy.Action == "ALLOW")];
        AuthorizationRuleInfo[] permitting = [.. allowing.SelectMany(policy => policy.Rules).Where(rule => Fits(rule, caller))];
        if (allowing.Length > 0 && !Array.Exists(permitting, rule => !rule.IsConditional))
        {
            (permitting.Length == 0 ? closing : doubtful).UnionWith(allowing.Select(NameOf));
        }

        return new PolicyVerdict(closing.ToValueList(), doubtful.ToValueList());
    }

    public static string NameOf(AuthorizationPolicyInfo policy) => $"{policy.Namespace}/{policy.Name}";

    private static bool Fits(AuthorizationRuleInfo rule, string? caller) =>
        rule.IsForEverybody
        || (caller is not null && (rule.Principals.Any(pattern => Matches(pattern, caller))
            || rule.Namespaces.Any(pattern => Matches(pattern, NamespaceOf(caller)))));

    // Istio takes cluster.local for the mesh's own trust domain, whatever that is called.
    private static bool Matches(string pattern, string value)
    {
        const string own = "cluster.local/";
        string text = pattern.StartsWith(own, StringComparison.Ordinal) && value.Contains('/', StringComparison.Ordinal)
            ? value[..(value.IndexOf('/', StringComparison.Ordinal) + 1)] + pattern[own.Length..]
            : pattern;
        return text == "*"
            || (text.EndsWith('*') ? value.StartsWith(text[..^1], StringComparison.Ordinal)
                : text.StartsWith('*') ? value.EndsWith(text[1..], StringComparison.Ordinal)
                : value == text);
    }

    private static string NamespaceOf(string principal) => principal.Split('/') is [_, "ns", var name, ..] ? name : "";
}
