using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Mesh.Tests.Crds;

/// <summary>
/// The CEL rules of the CRDs, each transcribed by hand under its own text: a rule that is not here fails the test that meets it, so none goes unnoticed.
/// </summary>
internal static partial class CelRules
{
    private static readonly Dictionary<string, Func<JsonNode, bool>> Transcribed = new()
    {
        ["duration(self) >= duration('1ms')"] = self => GoDuration.Seconds(Text(self)) >= 0.001m,
        ["0 < self && self <= 65535"] = self => self.GetNumber() is > 0 and <= 65535,
        ["self != \"*\""] = self => Text(self) != "*",
        ["!self.contains(\"*\")"] = self => !Text(self).Contains('*', StringComparison.Ordinal),
        ["self.size() == 0"] = self => Text(self).Length == 0,
        ["self in [\"\", \"HTTP\", \"HTTPS\"]"] = self => Text(self) is "" or "HTTP" or "HTTPS",
        ["url(self).getScheme() in [\"http\", \"https\"]"] = self => Uri.TryCreate(Text(self), UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https",
        ["self.startsWith(\"unix://\") ? (self.substring(7, 8) == \"/\" || self.substring(7, 8) == \"@\") : true"] =
            self => !IsUnix(self) || (Text(self).Length > 7 && Text(self)[7] is '/' or '@'),
        ["self.startsWith(\"unix://\") ? !self.endsWith(\"/\") : true"] = self => !IsUnix(self) || !Text(self).EndsWith('/'),
        ["has(self.address) || has(self.network)"] = self => Has(self, "address") || Has(self, "network"),
        ["(has(self.address) ? self.address : \"\").startsWith(\"unix://\") ? !has(self.ports) : true"] = self => !IsUnix(self["address"]) || !Has(self, "ports"),
        ["self.all(key, size(key) < 63 && key.matches(\"^[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?$\"))"] =
            self => self.AsObject().All(entry => entry.Key.Length < 63 && PortName().IsMatch(entry.Key)),
        ["self.all(key, !key.contains(\"*\"))"] = self => self.AsObject().All(entry => !entry.Key.Contains('*', StringComparison.Ordinal)),
        ["self.all(key, key.size() != 0)"] = self => self.AsObject().All(entry => entry.Key.Length > 0),
        ["self.all(key, 0 < int(key) && int(key) <= 65535)"] =
            self => self.AsObject().All(entry => int.TryParse(entry.Key, CultureInfo.InvariantCulture, out int port) && port is > 0 and <= 65535),
        ["self.all(l1, self.exists_one(l2, l1.number == l2.number))"] =
            self => self.AsArray().Select(item => item!["number"]!.GetNumber()).Distinct().Count() == self.AsArray().Count,
        ["(has(self.tlsCertificates) ? 1 : 0) + (has(self.credentialNames) ? 1 : 0) <= 1"] = AtMostOne("tlsCertificates", "credentialNames"),
        ["(has(self.credentialName) ? 1 : 0) + (has(self.credentialNames) ? 1 : 0) <= 1"] = AtMostOne("credentialName", "credentialNames"),
        ["(has(self.credentialNames) ? 1 : 0) + (has(self.tlsCertificates) ? 1 : 0) <= 1"] = AtMostOne("tlsCertificates", "credentialNames"),
        ["(has(self.workloadSelector) ? 1 : 0) + (has(self.endpoints) ? 1 : 0) <= 1"] = AtMostOne("workloadSelector", "endpoints"),
        ["(has(self.jwksUri) ? 1 : 0) + (has(self.jwks_uri) ? 1 : 0) + (has(self.jwks) ? 1 : 0) <= 1"] = AtMostOne("jwksUri", "jwks_uri", "jwks"),
        ["(has(self.selector) ? 1 : 0) + (has(self.targetRef) ? 1 : 0) + (has(self.targetRefs) ? 1 : 0) <= 1"] = AtMostOne("selector", "targetRef", "targetRefs"),
        ["!((has(self.addresses) ? self.addresses : []).exists(k, k.contains(\"/\")) && !((has(self.resolution) ? self.resolution : \"NONE\") in [\"STATIC\", \"NONE\"]))"] =
            self => !List(self["addresses"]).Any(a => Text(a!).Contains('/', StringComparison.Ordinal)) || Resolution(self) is "STATIC" or "NONE",
        ["((has(self.resolution) ? self.resolution : \"NONE\") == \"NONE\") ? !has(self.endpoints) : true"] = self => Resolution(self) != "NONE" || !Has(self, "endpoints"),
        ["((has(self.resolution) ? self.resolution : \"\") == \"DNS_ROUND_ROBIN\") ? ((has(self.endpoints) ? self.endpoints : []).size() <= 1) : true"] =
            self => Resolution(self) != "DNS_ROUND_ROBIN" || List(self["endpoints"]).Count <= 1,
        ["has(self.portLevelMtls) ? (((has(self.selector) && has(self.selector.matchLabels)) ? self.selector.matchLabels : {}).size() > 0) : true"] =
            self => !Has(self, "portLevelMtls") || self["selector"]?["matchLabels"] is JsonObject { Count: > 0 },
        ["(has(self.serviceAccounts) || has(self.notServiceAccounts)) ? (!has(self.principals) &&\n!has(self.notPrincipals) && !has(self.namespaces) && !has(self.notNamespaces)) : true"] =
            self => !(Has(self, "serviceAccounts") || Has(self, "notServiceAccounts")) ||
                !(Has(self, "principals") || Has(self, "notPrincipals") || Has(self, "namespaces") || Has(self, "notNamespaces")),
    };

    public static bool Holds(string rule, JsonNode self) =>
        Transcribed.TryGetValue(rule, out Func<JsonNode, bool>? holds) ? holds(self) : throw new InvalidOperationException($"The rule is not transcribed: {rule}");

    private static string Text(JsonNode node) => node.GetValue<string>();

    private static bool Has(JsonNode node, string name) => node.AsObject()[name] is not null;

    private static bool IsUnix(JsonNode? node) => node is not null && Text(node).StartsWith("unix://", StringComparison.Ordinal);

    private static JsonArray List(JsonNode? node) => node as JsonArray ?? [];

    private static string Resolution(JsonNode node) => node["resolution"]?.GetValue<string>() ?? "NONE";

    private static Func<JsonNode, bool> AtMostOne(params string[] names) => self => names.Count(name => Has(self, name)) <= 1;

    [GeneratedRegex("^[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?$")]
    private static partial Regex PortName();
}
