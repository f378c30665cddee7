using System.Text.RegularExpressions;
using Mesh.Istio.ControlPlane.Routing;

namespace Mesh.Istio.ControlPlane.Authorization;

/// <summary>
/// What a policy says of the caller's certificate (istio <c>security/authz/model/generator.go</c>). Without identity none of them holds, so
/// that every "not" does.
/// </summary>
internal static class PrincipalConditions
{
    public const string Scheme = "spiffe://";

    /// <summary><c>DOMAIN/ns/NAMESPACE/sa/ACCOUNT</c>, <c>*</c> at the beginning or the end.</summary>
    public static Condition Principal(string value)
    {
        string pattern = value.StartsWith('*') ? value : $"{Scheme}{value}";
        return Of(identity => ValuePattern.Matches(pattern, identity));
    }

    /// <summary>A namespace, <c>*</c> anywhere.</summary>
    public static Condition Namespace(string value)
    {
        string ns = Regex.Escape(value).Replace("\\*", ".*", StringComparison.Ordinal);
        Regex? regex = Re2Regex.Of($".*/ns/{ns}/.*", whole: true);
        return Of(identity => regex?.IsMatch(identity) == true);
    }

    /// <summary><c>NAMESPACE/ACCOUNT</c>, or an account of the policy's namespace, in any trust domain.</summary>
    public static Condition? ServiceAccount(string value, string policyNamespace)
    {
        string[] parts = value.Split('/');
        if (parts.Length > 2)
        {
            return null;
        }

        (string ns, string account) = parts.Length == 2 ? (parts[0], parts[1]) : (policyNamespace, value);
        Regex? regex = Re2Regex.Of($"spiffe://.+/ns/{Regex.Escape(ns)}/(?:.+/|)sa/{Regex.Escape(account)}(?:/.+)?", whole: true);
        return Of(identity => regex?.IsMatch(identity) == true);
    }

    /// <summary>A trust domain, <c>*</c> at the beginning or the end.</summary>
    public static Condition TrustDomain(string value) => Of(identity =>
    {
        int end = identity.StartsWith(Scheme, StringComparison.Ordinal) ? identity.IndexOf('/', Scheme.Length) : -1;
        return end > 0 && ValuePattern.Matches(value, identity[Scheme.Length..end]);
    });

    private static Condition Of(Func<string, bool> matches) => facts =>
        facts.IsIdentityKnown ? Conditions.Of(facts.Identity.Length > 0 && matches(facts.Identity)) : Matching.Depends;
}
