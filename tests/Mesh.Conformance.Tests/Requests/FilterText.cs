using System.Text.Json.Nodes;
using Mesh.Istio.ControlPlane.Authorization;

namespace Mesh.Conformance.Tests.Requests;

/// <summary>The deciding filters of a chain as a text: kinds in order, rules as a set.</summary>
internal static class FilterText
{
    private const string AuthorizerPrefix = "istio-ext-authz-";

    internal static string Of(JsonNode filters) => string.Join("; ", filters["network"]!.AsArray().Concat(filters["http"]!.AsArray())
        .Select(filter => OfFilter(filter!.AsObject())).Where(text => text.Length > 0));

    internal static string Of(WorkloadPolicies policies, bool isHttp) => string.Join("; ",
    [
        .. (isHttp ? policies.Http : policies.Tcp).Where(filter => filter.IsBeforeTokens).SelectMany(Of),
        .. isHttp && !policies.TokenRules.IsEmpty ? (string[])["TOKENS"] : [],
        .. (isHttp ? policies.Http : policies.Tcp).Where(filter => !filter.IsBeforeTokens).SelectMany(Of),
    ]);

    private static IEnumerable<string> Of(AccessFilter filter)
    {
        string rules = string.Join(", ", filter.Rules.Select(rule => rule.Name).Order(StringComparer.Ordinal));
        return filter.Kind switch
        {
            AccessFilterKind.Ask => [$"SHADOW [{rules}]", $"ASK {filter.Authorizer}"],
            AccessFilterKind.Deny => [$"DENY [{rules}]"],
            AccessFilterKind.Allow => [$"ALLOW [{rules}]"],
            _ => [$"LOG [{rules}]"],
        };
    }

    private static string OfFilter(JsonObject filter)
    {
        if (filter["JwtAuthentication"] is not null)
        {
            return "TOKENS";
        }

        if (filter["ExtAuthz"] is { } ask)
        {
            return $"ASK {((string)ask["filter_enabled_metadata"]!["value"]!["string_match"]!["prefix"]!)[AuthorizerPrefix.Length..]}";
        }

        JsonNode rbac = filter["RBAC"]!;
        return rbac["rules"] is { } rules ? $"{(string?)rules["action"] ?? "ALLOW"} [{Names(rules)}]"
            : (string?)rbac["shadow_rules_stat_prefix"] == "istio_ext_authz_"
                || Names(rbac["shadow_rules"]!).Contains(AuthorizerPrefix, StringComparison.Ordinal)
                ? $"SHADOW [{Names(rbac["shadow_rules"]!)}]"
            : "";
    }

    private static string Names(JsonNode rules) =>
        string.Join(", ", (rules["policies"]?.AsObject() ?? []).Select(policy => policy.Key).Order(StringComparer.Ordinal));
}
