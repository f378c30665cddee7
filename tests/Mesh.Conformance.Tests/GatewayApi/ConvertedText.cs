using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Mesh.Documents;
using Mesh.Istio.ControlPlane.GatewayApi;
using Mesh.Istio.Manifests;
using Mesh.Istio.Resources;

namespace Mesh.Conformance.Tests.GatewayApi;

/// <summary>Writes recorded and derived objects as the same text.</summary>
internal static class ConvertedText
{
    private const string Parents = "internal.istio.io/parents";

    internal static string Of(JsonNode recorded) => Text(
        (string)recorded["kind"]!, (string)recorded["namespace"]!, (string)recorded["name"]!,
        (string?)recorded["annotations"]?[Parents] ?? "", recorded["spec"]!.DeepClone());

    internal static string Of(IstioObject derived)
    {
        DocumentNode document = DocumentReader.Read(Encoding.UTF8.GetBytes(ManifestWriter.ToYaml(derived))).Documents[0];
        return Text(
            derived.Kind, derived.Metadata.Namespace!, derived.Metadata.Name, DerivedNames.SourceOf(derived),
            ToJson(document)["spec"]!.DeepClone());
    }

    // The pods are found by their Service, and which clients see a route is not written.
    private static string Text(string kind, string namespaceName, string name, string parents, JsonNode spec)
    {
        spec.AsObject().Remove("selector");
        spec.AsObject().Remove("exportTo");
        return $"{kind} {namespaceName}/{name} of {parents}: {Plain(spec)}";
    }

    private static string Plain(JsonNode? node) => node switch
    {
        JsonObject map => $"{{{string.Join(", ", map.Where(entry => !IsDefault(entry.Key, entry.Value))
            .OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}: {Plain(entry.Value)}"))}}}",
        JsonArray list => $"[{string.Join(", ", list.Select(Plain))}]",
        _ => Scalar(node?.ToString() ?? ""),
    };

    // Words for what is the default anyway, and empty names.
    private static bool IsDefault(string key, JsonNode? value) => (key, (value as JsonValue)?.ToString()) is
        ("mode", "PASSTHROUGH") or ("host", "") or ("retryOn", "") or ("insecureSkipVerify", "false");

    // Durations are written in several ways.
    private static string Scalar(string text) => text.EndsWith('s') && double.TryParse(
        text[..^1], CultureInfo.InvariantCulture, out double seconds) ? string.Create(CultureInfo.InvariantCulture, $"{seconds}s") : text;

    private static JsonNode ToJson(DocumentNode node) => node switch
    {
        MappingNode map => new JsonObject(map.Entries.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)ToJson(entry.Value)))),
        SequenceNode list => new JsonArray([.. list.Items.Select(ToJson)]),
        ScalarNode scalar => JsonValue.Create(scalar.Text),
        _ => throw new InvalidOperationException(node.KindName),
    };
}
