using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Mesh.Conformance.Tests.Known;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Resources;
using Mesh.Recordings;

namespace Mesh.Conformance.Tests.Scenario;

/// <summary>A live mesh that was moved from one set to another while callers called.</summary>
internal sealed partial class MoveCase
{
    private const string Home = "bookinfo-backend";
    private readonly JsonObject _json;

    private MoveCase(JsonObject run)
    {
        _json = run;
        Before = RigCase.ResourcesOf(run, "before");
        After = RigCase.ResourcesOf(run, "after");
        bool readEachOther = Id.Contains("-secrets", StringComparison.Ordinal);
        Inventory dumped = RigCase.InventoryOf(run);
        string[] clusters = [.. dumped.Clusters.Select(cluster => cluster.Name)];
        Inventory = dumped with
        {
            Clusters = dumped.Clusters.Select(cluster => cluster with
            {
                IstioVersion = ((string)run["istiod"]!).StartsWith("1.30", StringComparison.Ordinal) ? IstioVersion.V1_30
                    : IstioVersion.V1_31,
                Endpoints = default,
                RemoteSecrets = readEachOther ? clusters.Where(name => name != cluster.Name).ToValueList() : default(ValueList<string>),
            }).ToValueList(),
        };
    }

    internal string Id => (string)_json["id"]!;

    internal MeshResources Before { get; }

    internal MeshResources After { get; }

    internal Inventory Inventory { get; }

    /// <summary>The moves between editions: others change single objects to show what breaks.</summary>
    internal static IEnumerable<MoveCase> All => Truth.Files("scenario")
        .Where(file => file.Path.StartsWith("N17-", StringComparison.Ordinal))
        .Select(file => new MoveCase(file.ReadObject()!))
        .Where(move => !move.Id.Contains("-other-", StringComparison.Ordinal) && !move.Id.Contains("-users-", StringComparison.Ordinal));

    /// <summary>The callers with the cluster that answers each.</summary>
    internal IEnumerable<(string Name, Func<Forecaster, ForecastQuery> Ask, string Home)> Callers =>
        _json["callers"]!.AsObject().Select(caller =>
        {
            Match words = Words().Match((string)caller.Value!);
            return words.Success ? (caller.Key, Ask(words), words.Groups["home"].Value)
                : throw new UnknownInputException($"The reader does not know this caller: {caller.Value}.");
        });

    private Func<Forecaster, ForecastQuery> Ask(Match words)
    {
        string address = words.Groups["address"].Value;
        int port = int.Parse(words.Groups["port"].Value, System.Globalization.CultureInfo.InvariantCulture);
        string host = words.Groups["host"].Value is { Length: > 1 } named ? named.Split(':')[0] : HostOf(address);
        if (words.Groups["outside"].Success)
        {
            (string cluster, string gateway) = Inventory.Clusters
                .SelectMany(each => each.Services, (each, service) => (each.Name, Service: service))
                .Where(entry => entry.Service.ExternalAddresses.Contains(address))
                .Select(entry => (entry.Name, $"{entry.Service.Namespace}/{entry.Service.Name}")).First();
            return forecaster => forecaster.ForGateway(cluster, gateway).To(host, port);
        }

        string workload = words.Groups["pod"].Value[..words.Groups["pod"].Value.LastIndexOf('-')];
        return forecaster => forecaster.ForClient(words.Groups["cluster"].Value, $"{(workload == "cart" ? "shop" : Home)}/{workload}")
            .To(host, port);
    }

    private string HostOf(string address) => After.Clusters.SelectMany(cluster => cluster.Objects).OfType<ServiceEntry>()
        .First(entry => entry.Addresses.Contains(address)).Hosts[0];

    [GeneratedRegex(@"in turn to (?<host>\S+) at (?<address>[\d.]+):(?<port>\d+) .* from "
        + @"((?<outside>outside)|(?<cluster>[a-z]+)-(?<pod>[\w-]+)); its cluster: (?<home>\w+)$")]
    private static partial Regex Words();
}
