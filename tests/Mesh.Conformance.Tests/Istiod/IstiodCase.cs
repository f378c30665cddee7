using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Mesh.Conformance.Tests.Known;
using Mesh.Conformance.Tests.Requests;
using Mesh.Dumps;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.Manifests;
using Mesh.Istio.Resources;
using Mesh.Recordings;

namespace Mesh.Conformance.Tests.Istiod;

/// <summary>One recorded configuration with the answers of a real istiod.</summary>
internal sealed partial class IstiodCase(JsonObject line, string versionText, string problem = "")
{
    private static readonly Lazy<IstiodCase[]> Recorded =
        new(() => [.. Truth.Files("istiod").Where(file => !file.IsDocumentation).SelectMany(Read)]);

    // The versions of Istio were given the same.
    private static readonly ConcurrentDictionary<string, Inventory> Observed = new(StringComparer.Ordinal);

    /// <summary>Every line of every file.</summary>
    internal static IReadOnlyList<IstiodCase> All => Recorded.Value;

    internal string Id { get; } = (string)line["id"]!;

    /// <summary>The version of istiod and the id.</summary>
    internal string Name => $"{versionText}/{Id}";

    internal string VersionText => versionText;

    /// <summary>Why istiod refuses the configuration, by its webhook or reading it; empty where it does not.</summary>
    internal string Refusal { get; } = (string?)line["error"] ?? "";

    /// <summary>The recorded resources of the istiod's cluster.</summary>
    internal ValueList<IstioObject> Objects => Read(Cluster, Config).Objects;

    /// <summary>Everything that was written in the istiod's cluster.</summary>
    internal ClusterResources Written => Read(Cluster, Config);

    /// <summary>Only clusters whose name contains this were recorded.</summary>
    internal string Host { get; } = (string?)line["host"] ?? "";

    /// <summary>Whether endpoints were recorded; routes and refused configurations have none.</summary>
    internal bool HasExpect => line["expect"] is JsonArray;

    internal JsonArray Expect => line["expect"]!.AsArray();

    internal JsonArray? ExpectTls => line["expectTls"]?.AsArray();

    internal JsonArray? ExpectCalls => line["expectCalls"]?.AsArray();

    internal JsonArray ExpectClusters => line["expectClusters"]?.AsArray() ?? [];

    internal JsonArray ExpectFilterChains => line["expectFilterChains"]?.AsArray() ?? [];

    internal JsonArray Calls => line["calls"]!.AsArray();

    /// <summary>Requests whose routes were asked, and the routes of every proxy; none in most files.</summary>
    internal JsonArray Requests => line["requests"]?.AsArray() ?? [];

    internal JsonArray ExpectRequests => line["expectRequests"]?.AsArray() ?? [];

    internal JsonArray ExpectRoutes => line["expectRoutes"]?.AsArray() ?? [];

    internal string Cluster { get; } = (string?)line["cluster"] ?? "";

    /// <summary>The recorded Istio resources.</summary>
    internal string Config { get; } = (string?)line["config"] ?? "";

    /// <summary>The recorded clusters' facts.</summary>
    internal Inventory Inventory =>
        Observed.GetOrAdd($"{Cluster}\n{line["mesh"]?.ToJsonString()}\n{line["networks"]?.ToJsonString()}\n"
            + $"{line["kubernetes"]?.ToJsonString()}", _ => Observe(line));

    /// <summary>A recording that a test is about; skips the test where the folders of MESH_TRUTH do not have it.</summary>
    internal static IstiodCase Find(string id, string version)
    {
        IstiodCase? found = All.FirstOrDefault(one => one.Id == id && one.VersionText == version);
        Assert.SkipWhen(found is null && !Truth.IsPacked, $"The folders of MESH_TRUTH do not have '{version}/{id}'.");
        return found ?? throw new InvalidOperationException($"There is no recording '{version}/{id}'.");
    }

    /// <exception cref="UnknownInputException">The line holds what no comparison reads.</exception>
    internal void AssertKnown()
    {
        if (problem.Length > 0)
        {
            throw new UnknownInputException(problem);
        }

        KnownFields.Only(
            line, "the line", "id", "what", "tags", "host", "mesh", "networks", "cluster", "kubernetes", "config", "proxies", "calls",
                "expect", "expectCalls", "expectTls",
            "requests", "expectRequests", "expectRoutes", "validation",
            "remoteConfig", "expectClusters", "expectFilterChains", "pushStatus", "error");
        RequestRouteText.AssertKnown(Requests, ExpectRequests);
        foreach (JsonNode? status in (line["pushStatus"]?.AsObject() ?? []).Select(entry => (JsonNode?)entry.Key))
        {
            // istiod's own count of what the answers show: a domain or subset given twice, and a cluster without endpoints.
            KnownFields.OneOf(
                (string?)status, "count of istiod",
                "pilot_vservice_dup_domain", "pilot_destrule_subsets", "pilot_dns_cluster_without_endpoints");
        }

        OptionsText.AssertKnown(ExpectClusters, ExpectFilterChains);
        foreach (JsonNode? proxy in line["proxies"]!.AsArray())
        {
            // The account and address of a client do not count for what istiod sends it.
            KnownFields.Only(proxy, "a proxy", "id", "type", "namespace", "cluster", "network", "locality", "labels", "serviceAccount",
                "ip");
            KnownFields.OneOf((string?)proxy!["type"], "type of proxy", null, "sidecar", "router");
        }

        if (HasExpect)
        {
            ClusterText.AssertKnown(Expect);
        }

        CallText.AssertKnown(line["calls"]?.AsArray() ?? [], ExpectCalls ?? []);
        foreach (JsonNode? cluster in (ExpectTls ?? []).SelectMany(proxy => proxy!.AsObject()).Select(entry => entry.Value))
        {
            KnownFields.Only(cluster, "the TLS of a cluster", "perEndpoint", "sni", "subjectAltNames");
        }
    }

    internal ClientProxy[] Proxies() => [.. line["proxies"]!.AsArray().Select(proxy => Proxy(proxy!))];

    internal PushContext Snapshot()
    {
        IEnumerable<ClusterResources> remote = (line["remoteConfig"]?.AsObject() ?? [])
            .Select(other => Read(other.Key, (string)other.Value!));
        return Snapshot(new MeshResources { Clusters = [Read(Cluster, Config), .. remote] });
    }

    private ClusterResources Read(string cluster, string config)
    {
        ManifestSet manifests = ManifestReader.Read(config, Id);
        Assert.False(manifests.Diagnostics.HasErrors, $"{Id}: {manifests.Diagnostics}");
        return new ClusterResources(cluster) { Objects = manifests.Objects, GatewayApi = manifests.GatewayApi };
    }

    /// <summary>The recorded cluster with other resources than the recorded ones.</summary>
    internal PushContext Snapshot(MeshResources resources) =>
        PushContext.Of(Cluster, resources, Inventory, Inventory.Clusters.Select(entry => entry.Name).ToValueList()) with
        {
            Version = IstioVersion.TryParse(versionText, out IstioVersion version)
                ? version : throw new UnknownInputException($"'{versionText}' is no version of Istio."),
        };

    // The lines do not hold the version of istiod; it is in the file's name.
    private static IEnumerable<IstiodCase> Read(RecordedFile file) => file.Lines.Select((text, index) =>
    {
        string version = VersionPattern().Match(file.Path).Value;
        try
        {
            return new IstiodCase(
                JsonNode.Parse(text)!.AsObject(), version, version.Length > 0 ? "" : $"'{file.Path}' does not name the version of istiod.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return new IstiodCase(
                new JsonObject { ["id"] = $"{file.Path} line {index + 1}" }, version, $"The line is no JSON object: {e.Message}");
        }
    });

    // JSON is YAML, so the recorded settings can stand where an installation keeps them.
    private static Inventory Observe(JsonObject line)
    {
        var data = new JsonObject { ["mesh"] = line["mesh"]!.ToJsonString() };
        if (line["networks"] is { } networks)
        {
            data["meshNetworks"] = networks.ToJsonString();
        }

        var map = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ConfigMap",
            ["metadata"] = new JsonObject { ["name"] = "istio", ["namespace"] = "istio-system" },
            ["data"] = data,
        };
        return Inventories.Inventory.FromDumps(
        [
            new DumpFile((string)line["cluster"]!, "istio-configmap.json", Encoding.UTF8.GetBytes(map.ToJsonString())),
            .. (line["kubernetes"]?.AsObject() ?? [])
                .Select(cluster => new DumpFile(cluster.Key, "objects.yaml", Encoding.UTF8.GetBytes((string)cluster.Value!))),
        ]);
    }

    private static ClientProxy Proxy(JsonNode proxy) => new()
    {
        Type = (string?)proxy["type"] == "router" ? ProxyType.Router : ProxyType.Sidecar,
        Namespace = (string)proxy["namespace"]!,
        Cluster = (string?)proxy["cluster"] ?? "",
        Network = (string?)proxy["network"] ?? "",
        Locality = Locality.Parse((string?)proxy["locality"] ?? ""),
        Labels = (proxy["labels"]?.AsObject() ?? []).Select(label => KeyValuePair.Create(label.Key, (string)label.Value!)).ToValueMap(),
    };

    [GeneratedRegex(@"\d+\.\d+")]
    private static partial Regex VersionPattern();
}
