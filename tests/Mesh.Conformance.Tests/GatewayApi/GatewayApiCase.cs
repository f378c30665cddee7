using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Mesh.Conformance.Tests.Istiod;
using Mesh.Conformance.Tests.Known;
using Mesh.Istio;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.ControlPlane.GatewayApi;
using Mesh.Istio.Resources;
using Mesh.Recordings;

namespace Mesh.Conformance.Tests.GatewayApi;

/// <summary>One recorded configuration with objects of the Gateway API, and what a real istiod made of it.</summary>
internal sealed partial class GatewayApiCase
{
    private static readonly DateTimeOffset First = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Lazy<GatewayApiCase[]> Recorded = new(() =>
    [
        .. Truth.Files("gatewayapi").Where(file => !file.IsDocumentation)
            .SelectMany(file => file.Lines.Select(text => new GatewayApiCase(JsonNode.Parse(text)!.AsObject()))),
    ]);

    private readonly JsonObject _line;
    private readonly IstiodCase _mesh;

    private GatewayApiCase(JsonObject line)
    {
        _line = line;
        line["config"] = Aged((string)line["config"]!);
        _mesh = new IstiodCase(line, "1.31");
    }

    internal static IReadOnlyList<GatewayApiCase> All => Recorded.Value;

    internal string Id => _mesh.Id;

    /// <summary>The Istio objects that istiod derived.</summary>
    internal JsonArray Converted => _line["converted"]!.AsArray();

    internal JsonArray ExpectRoutes => _line["expectRoutes"]!.AsArray();

    internal void AssertKnown() => KnownFields.Only(
        _line, "the line", "id", "what", "tags", "cluster", "mesh", "networks", "flags", "bundle", "kubernetes", "config", "host",
        "proxies", "expect", "expectListeners", "expectRoutes", "status", "converted", "networkGateways", "refusedByApiServer");

    /// <summary>The Istio objects that Mesh derives.</summary>
    internal IEnumerable<IstioObject> Derived() => DerivedResources
        .Of(new MeshResources { Clusters = [_mesh.Written] }, _mesh.Inventory)
        .ObjectsOf(_mesh.Cluster)
        .Where(value => DerivedNames.SourceOf(value).Length > 0);

    internal ProxyConfig[] Views()
    {
        var mesh = new ControlPlaneView(_mesh.Snapshot());
        return [.. _mesh.Proxies().Select(mesh.For)];
    }

    // The n-th document was made n seconds after the first, unless it says otherwise.
    private static string Aged(string config) => string.Join("\n---\n", config.Split("\n---\n").Select((text, index) =>
        text.Contains("creationTimestamp:", StringComparison.Ordinal) ? text
            : MetadataPattern().Replace(text, $"metadata:\n  creationTimestamp: '{TimeOf(index)}'\n", 1)));

    private static string TimeOf(int index) =>
        First.AddSeconds(index).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    [GeneratedRegex("^metadata:\n", RegexOptions.Multiline)]
    private static partial Regex MetadataPattern();
}
