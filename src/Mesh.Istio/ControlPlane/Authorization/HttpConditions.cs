using System.Text.RegularExpressions;
using Mesh.Istio.ControlPlane.Routing;

namespace Mesh.Istio.ControlPlane.Authorization;

/// <summary>What a policy says of requests and their tokens; a TCP filter cannot ask any of it.</summary>
internal static class HttpConditions
{
    /// <summary>The host with its port, where one is sent; case does not count.</summary>
    public static Condition Host(string value) =>
        facts => Conditions.Of(ValuePattern.Matches(value, facts.Host, StringComparison.OrdinalIgnoreCase));

    public static Condition Method(string value) => facts => Conditions.Of(ValuePattern.Matches(value, facts.Method));

    /// <summary>The path without query, after normalization; with <c>{</c> a template.</summary>
    public static Condition Path(string value)
    {
        if (!value.Contains('{', StringComparison.Ordinal))
        {
            return facts => Conditions.Of(ValuePattern.Matches(value, facts.Path));
        }

        Regex? regex = Re2Regex.Of(PathTemplate.ToRegex(value), whole: true);
        return facts => Conditions.Of(regex?.IsMatch(facts.Path) == true);
    }

    /// <summary>A header: <c>*</c> is presence, even of an empty one. An absent header matches nothing.</summary>
    public static Condition Header(string name, string value)
    {
        string lower = name.ToLowerInvariant();
        return facts => Conditions.Of(facts.Header(lower) is { } actual && (value == "*" || ValuePattern.Matches(value, actual)));
    }

    /// <summary>A claim, any element of it where it is a list.</summary>
    public static Condition Claim(string name, string value) => facts =>
        !facts.IsTokenKnown ? Matching.Depends
        : Conditions.Of(facts.Token is { } token && token.Find(name).Any(element => ValuePattern.Matches(value, element)));

    /// <summary><c>ISSUER/SUBJECT</c>, split at the last slash; <c>*</c> alone is any token.</summary>
    public static Condition RequestPrincipal(string value)
    {
        int slash = value.LastIndexOf('/');
        (string issuer, string subject) = value == "*" ? ("*", "*")
            : slash >= 0 ? (value[..slash], value[(slash + 1)..])
            : (value, "");
        return Conditions.All([Claim(BearerToken.Issuer, issuer), Claim(BearerToken.Subject, subject)]);
    }
}
