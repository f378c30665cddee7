using System.Text;
using System.Text.Json.Nodes;
using Mesh.Conformance.Tests.Known;
using Mesh.Dumps;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Manifests;
using Mesh.Istio.Resources;

namespace Mesh.Conformance.Tests.Scenario;

/// <summary>What was there before anything happened.</summary>
internal sealed partial class RigCase
{
    // Where every service is that the rig calls.
    private const string Namespace = "bookinfo-backend";

    private Dictionary<string, string[]> PodsOf()
    {
        string name = _host.Split('.')[0];
        return _inventory.Clusters
            .Where(cluster => cluster.Services.Any(entry => entry.Namespace == Namespace && entry.Name == name))
            .ToDictionary(cluster => cluster.Name, cluster => PodsOf(cluster, name), StringComparer.Ordinal);
    }

    private static string[] PodsOf(ClusterInventory cluster, string service) =>
        [.. cluster.Workloads.Where(pod =>
            pod.Namespace == Namespace && pod.Labels.TryGetValue("app", out string? app) && app == service).Select(pod =>
                $"{Namespace}/{pod.Name}").Order(StringComparer.Ordinal)];

    private Dictionary<string, string> Gateways() => (
        from cluster in _inventory.Clusters
        let gateway = cluster.Services.FirstOrDefault(service => service.Type == "LoadBalancer")
        where gateway is not null
        select (cluster.Name, Gateway: $"{gateway.Namespace}/{gateway.Name}")).ToDictionary(entry => entry.Name, entry =>
            entry.Gateway, StringComparer.Ordinal);

    private string NamespaceOf(string pod) => _inventory.Find(_target.Cluster)!.Workloads
        .First(workload => workload.Name.StartsWith(pod, StringComparison.Ordinal)).Namespace;

    private (string Cluster, string Gateway) EntryOf(string address) => _inventory.Clusters
        .SelectMany(cluster => cluster.Services.Select(service => (Cluster: cluster.Name, Service: service)))
        .Where(entry => entry.Service.ExternalAddresses.Contains(address))
        .Select(entry => (entry.Cluster, $"{entry.Service.Namespace}/{entry.Service.Name}"))
        .First();

    // The host whose address is dialled.
    private string HostOf(string address)
    {
        string? named = _resources.Clusters.SelectMany(cluster => cluster.Objects).OfType<ServiceEntry>()
            .Where(entry => entry.Addresses.Contains(address))
            .Select(entry => entry.Hosts[0])
            .FirstOrDefault();
        ServiceInfo? service = _inventory.Find(_target.Cluster)!.Services.FirstOrDefault(candidate =>
            candidate.ClusterIps.Contains(address));
        return named ?? (service is null ? throw new UnknownInputException($"The reader does not know whose address {address} is.")
            : $"{service.Name}.{service.Namespace}.svc.cluster.local");
    }

    private Inventory Dumped() => InventoryOf(_json);

    /// <summary>What was there, of Kubernetes.</summary>
    internal static Inventory InventoryOf(JsonObject run) => Inventory.FromDumps([.. ClustersOf(run).Select(cluster =>
        new DumpFile(cluster, "objects.yaml", Encoding.UTF8.GetBytes(RigResources.TextOf(run, cluster, "kubernetes"))))]);

    /// <summary>What was there, of Istio.</summary>
    internal static MeshResources ResourcesOf(JsonObject run, string which = "istio") => new()
    {
        Clusters = ClustersOf(run).Select(cluster =>
        {
            ManifestSet manifests = ManifestReader.Read(RigResources.TextOf(run, cluster, which), (string)run["id"]!);
            return manifests.Diagnostics.HasErrors
                ? throw new UnknownInputException($"{manifests.Diagnostics}")
                : new ClusterResources(cluster) { Objects = manifests.Objects };
        }).ToValueList(),
    };

    private static IEnumerable<string> ClustersOf(JsonObject run) => run["resources"]!.AsObject().Select(cluster => cluster.Key);

    // No dump shows it: the runs say it in words.
    private bool ReadEachOther => What.Contains("remote secrets", StringComparison.Ordinal)
        || What.StartsWith("final shapes together", StringComparison.Ordinal) || Id.Contains("-secrets", StringComparison.Ordinal);

    // The endpoints as they were before anything happened: those of all pods.
    private Inventory Observe()
    {
        IstioVersion version = ((string)_json["istiod"]!).StartsWith("1.30",
            StringComparison.Ordinal) ? IstioVersion.V1_30 : IstioVersion.V1_31;
        Inventory dumped = Dumped();
        return dumped with
        {
            Clusters = dumped.Clusters.Select(cluster => cluster with
            {
                IstioVersion = version,
                Endpoints = default,
                RemoteSecrets = ReadEachOther ? Clusters.Where(name => name != cluster.Name).ToValueList() : default,
            }).ToValueList(),
        };
    }

    private MeshResources Read() => ResourcesOf(_json);

    private MeshResources Without(string namespaceName, string name) => _resources with
    {
        Clusters = _resources.Clusters.Select(cluster => cluster with
        {
            Objects = cluster.Objects.Where(entry =>
                entry.Metadata.Namespace != namespaceName || entry.Metadata.Name != name).ToValueList(),
        }).ToValueList(),
    };
}
