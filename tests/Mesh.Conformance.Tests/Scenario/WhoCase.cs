using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Mesh.Conformance.Tests.Known;
using Mesh.Dumps;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Manifests;
using Mesh.Istio.Simulation;
using Mesh.Recordings;

namespace Mesh.Conformance.Tests.Scenario;

/// <summary>One recorded mesh in which several callers called every host: who was answered by whom, denied, or cut off.</summary>
internal sealed partial class WhoCase(JsonObject json)
{
    private const string Denied = "denied";
    private const string Broken = "broken";
    private const string Domain = "cx.tetrate.info";
    private const string Home = "bookinfo-backend";

    private static readonly Dictionary<string, int> Ports = new(StringComparer.Ordinal)
    {
        ["details"] = 9080,
        ["reviews"] = 9080,
        ["echo"] = 7070,
        ["mongo"] = 27017,
    };

    private readonly MeshResources _resources = Read(json);
    private readonly Inventory _inventory = Observe(json);
    private readonly List<(string Cluster, string Name)> _empty = [.. Empty(json)];

    /// <summary>Whether a file holds answers to callers instead of single requests.</summary>
    internal static bool IsCompared(RecordedFile file) => file.ReadObject()?["expect"] is JsonObject { Count: 1 } expect
        && expect.ContainsKey("answers");

    /// <summary>The calls, <c>own details host</c>, and how often each answer was seen; those that were not made are left out.</summary>
    internal IEnumerable<(string Call, Dictionary<string, int> Answers)> Calls =>
        json["expect"]!["answers"]!.AsObject().Where(entry => entry.Value!.AsObject().Count > 0).Select(entry => (entry.Key, entry.Value!
            .AsObject()
            .GroupBy(answer => WordOf(answer.Key), answer => (int)answer.Value!, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Sum(), StringComparer.Ordinal)));

    internal void AssertKnown()
    {
        KnownFields.Only(json, "the matrix", "id", "what", "istiod", "envoy", "resources", "expect");
        KnownFields.Only(json["expect"], "the answers", "answers");
    }

    /// <summary>How often each answer comes in a simulation of as many calls.</summary>
    internal Dictionary<string, int> Simulate(string call, int count, ulong seed)
    {
        string[] words = call.Split(' ');
        (string caller, string service) = (words[0], words[1]);
        bool isTcp = service == "mongo";
        var simulator = new Simulator(_resources, _inventory);
        SimulationClient client = caller == "outside" ? simulator.ForGateway("aws", "gateways/ingress-bookinfo")
            : simulator.ForClient("aws", caller switch
            {
                "own" => $"{Home}/productpage-0",
                "permitted" => "shop/cart-0",
                "denied" => "ads/banner-0",
                _ => throw new UnknownInputException($"The reader does not know the caller '{caller}'."),
            });
        bool byName = words is [_, _, "name"];
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        SimulationBuilder simulation = (byName ? client.To($"{service}.{Home}.svc.cluster.local", Ports[service])
            : client.To($"{service}.{Domain}", isTcp ? Ports[service] : 80)).WithSeed(seed)
            .WithCallsAt(Enumerable.Range(0, count).Select(number => TimeSpan.FromSeconds(1 + (number * 0.4))).ToValueList())
            .For(TimeSpan.FromSeconds(2 + count))
            .At(TimeSpan.Zero, failure => _empty.ForEach(service => failure.ServiceScaledToZero(service.Cluster, service.Name)))
            .WithRequests(request =>
            {
                string word = !request.Failed ? request.Cluster
                    : !isTcp && (request.Status == 403 || request.GrpcStatus == 7) ? Denied : Broken;
                seen[word] = seen.GetValueOrDefault(word) + 1;
            });
        (service == "echo" ? simulation.WithProtocol(CallProtocol.Grpc) : simulation).Run();
        return seen;
    }

    // A pod answers as CLUSTER-SERVICE. Of TCP nobody can tell a denial from a broken connection.
    private static string WordOf(string answer) => answer switch
    {
        _ when answer.StartsWith("403", StringComparison.Ordinal) || answer.StartsWith("-7", StringComparison.Ordinal) => Denied,
        [>= '0' and <= '9' or '-', ..] => Broken,
        _ => answer.Split('-')[0],
    };

    private static IEnumerable<string> Clusters(JsonObject json) => json["resources"]!.AsObject().Select(entry => entry.Key);

    private static MeshResources Read(JsonObject json) => new()
    {
        Clusters = Clusters(json).Select(cluster => new ClusterResources(cluster)
        {
            Objects = ManifestReader.Read(RigResources.TextOf(json, cluster, "istio"), (string)json["id"]!).Objects,
        }).ToValueList(),
    };

    // The slices of the rig have no apiVersion, so that no dump reader takes them.
    private static IEnumerable<(string Cluster, string Name)> Empty(JsonObject json) =>
        from cluster in Clusters(json)
        from text in RigResources.TextOf(json, cluster, "kubernetes").Split("\n---")
        where text.Contains("kind: EndpointSlice", StringComparison.Ordinal) && !text.Contains("- addresses:", StringComparison.Ordinal)
        let name = ServiceName().Match(text)
        where name.Success
        select (cluster, $"{Home}/{name.Groups["name"].Value}");

    [GeneratedRegex(@"kubernetes\.io/service-name: (?<name>\S+)")]
    private static partial Regex ServiceName();

    // The istiods read each other; endpoints are those of all pods.
    private static Inventory Observe(JsonObject json)
    {
        Inventory dumped = Inventory.FromDumps([.. Clusters(json).Select(cluster =>
            new DumpFile(cluster, "objects.yaml", Encoding.UTF8.GetBytes(RigResources.TextOf(json, cluster, "kubernetes"))))]);
        return dumped with
        {
            Clusters = dumped.Clusters.Select(cluster => cluster with
            {
                IstioVersion = ((string)json["istiod"]!).StartsWith("1.30", StringComparison.Ordinal) ? IstioVersion.V1_30
                    : IstioVersion.V1_31,
                Endpoints = default,
                RemoteSecrets = Clusters(json).Where(name => name != cluster.Name).ToValueList(),
            }).ToValueList(),
        };
    }
}
