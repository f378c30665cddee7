using System.Text;
using System.Text.Json.Nodes;
using Mesh.Dumps;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.Manifests;

namespace Mesh.Conformance.Tests.Istiod;

/// <summary>One recorded configuration with the answers of a real istiod.</summary>
internal sealed class IstiodCase(JsonObject line, IstioVersion version)
{
    internal string Id { get; } = (string)line["id"]!;

    /// <summary>Only clusters whose name contains this were recorded.</summary>
    internal string Host { get; } = (string)line["host"]!;

    internal JsonArray Expect => line["expect"]!.AsArray();

    internal JsonArray? ExpectTls => line["expectTls"]?.AsArray();

    internal JsonArray? ExpectCalls => line["expectCalls"]?.AsArray();

    internal JsonArray Calls => line["calls"]!.AsArray();

    internal static IEnumerable<IstiodCase> Read(string file, IstioVersion version) =>
        File.ReadLines(Truth.PathOf("istiod", file))
            .Where(text => text.Length > 0)
            .Select(text => new IstiodCase(JsonNode.Parse(text)!.AsObject(), version));

    internal ClientProxy[] Proxies() => [.. line["proxies"]!.AsArray().Select(proxy => Proxy(proxy!))];

    internal string Cluster { get; } = (string)line["cluster"]!;

    /// <summary>The recorded Istio resources.</summary>
    internal string Config { get; } = (string)line["config"]!;

    internal PushContext Snapshot()
    {
        ManifestSet manifests = ManifestReader.Read(Config, Id);
        Assert.False(manifests.Diagnostics.HasErrors, $"{Id}: {manifests.Diagnostics}");
        return Snapshot(new MeshResources { Clusters = [new ClusterResources(Cluster) { Objects = manifests.Objects }] });
    }

    /// <summary>The recorded clusters' facts.</summary>
    internal Inventory Inventory()
    {
        var files = new List<DumpFile> { new(Cluster, "istio-configmap.json", Encoding.UTF8.GetBytes(IstioConfigMap().ToJsonString())) };
        foreach ((string name, JsonNode? text) in line["kubernetes"]?.AsObject() ?? [])
        {
            files.Add(new DumpFile(name, "objects.yaml", Encoding.UTF8.GetBytes((string)text!)));
        }

        return Inventories.Inventory.FromDumps(files);
    }

    /// <summary>The recorded cluster with other resources than the recorded ones.</summary>
    internal PushContext Snapshot(MeshResources resources)
    {
        Inventory inventory = Inventory();
        PushContext mesh = PushContext.Of(Cluster, resources, inventory, inventory.Clusters.Select(entry => entry.Name).ToValueList());
        // The recorded istiod was given its resources without a DNS domain, so that a rule for the host 'details' never meets a service, and ran
        // without a namespace of its own, so that no namespace's network label counts (docs/known-differences.md).
        return mesh with
        {
            Version = version,
            Settings = mesh.Settings with { ShortNameDomain = "" },
            Clusters = mesh.Clusters
                .Select(entry => entry with { Inventory = entry.Inventory with { IstioNamespace = "", Network = null } })
                .ToValueList(),
        };
    }

    // JSON is YAML, so the recorded settings can stand where an installation keeps them.
    private JsonObject IstioConfigMap()
    {
        var data = new JsonObject { ["mesh"] = line["mesh"]!.ToJsonString() };
        if (line["networks"] is { } networks)
        {
            data["meshNetworks"] = networks.ToJsonString();
        }

        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ConfigMap",
            ["metadata"] = new JsonObject { ["name"] = "istio", ["namespace"] = "istio-system" },
            ["data"] = data,
        };
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
}
