using Mesh.Diagnostics;
using Mesh.Inventories;

namespace Mesh.Istio.Generation.EastWest;

/// <summary>Finds the east-west gateways in the clusters, and says why one cannot be entered from other clusters.</summary>
internal sealed class EastWestInClusters(ClusterMap clusters, IReadOnlyList<PlacedGateway> gateways, ICollection<Diagnostic> diagnostics)
{
    // What is said of any gateway; the rest of what a host's gateway needs means something else here, or nothing.
    private static readonly string[] Shared =
    [
        GenerationDiagnostics.LocalityUnknown.Code, GenerationDiagnostics.LocalitiesDiffer.Code,
        GenerationDiagnostics.NamespaceMissing.Code, GenerationDiagnostics.SeveralGatewayServices.Code,
        GenerationDiagnostics.GatewayNotReady.Code,
    ];

    private readonly ILookup<string, PlacedGateway> _byNamespace = gateways.ToLookup(
        placed => placed.Entry.Gateway.Namespace, StringComparer.Ordinal);

    /// <summary>The gateway in every cluster where it stands.</summary>
    public IReadOnlyDictionary<string, EastWestInCluster> Resolve(EastWestEntry entry)
    {
        var sites = new SortedDictionary<string, EastWestInCluster>(StringComparer.Ordinal);
        // From pod to pod nothing passes a gateway.
        foreach (GatewayInCluster site in entry.Gateway.PodToPod == true ? [] : Find(entry))
        {
            // A gateway is needed only where there is something behind it.
            if (site.Observed is { } observed)
            {
                var findings = new List<Diagnostic>();
                ValueList<string> addresses = AddressesOf(entry, site, observed, findings);
                sites.Add(site.Cluster.Name, new EastWestInCluster(entry, site, addresses, findings.ToValueList()));
            }
        }

        return sites;
    }

    private IEnumerable<GatewayInCluster> Find(EastWestEntry entry)
    {
        PlacedGateway? same = _byNamespace[entry.Gateway.Namespace]
            .FirstOrDefault(
                placed => ReferenceEquals(placed.Entry.Workspace, entry.Workspace) && placed.Entry.Gateway.Workload == entry.Workload);
        if (same is not null)
        {
            // Its findings are told already.
            return same.Sites.Values;
        }

        var found = new List<Diagnostic>();
        GatewayResolver resolver = new GatewayResolver(found);
        GatewayInCluster[] sites =
            [.. clusters.All.Select(cluster => resolver.Resolve(entry.AsGateway, cluster)).OfType<GatewayInCluster>()];
        foreach (Diagnostic finding in found.Where(finding => Shared.Contains(finding.Code)))
        {
            diagnostics.Add(finding);
        }

        return sites;
    }

    private static ValueList<string> AddressesOf(
        EastWestEntry entry, GatewayInCluster site, GatewayInfo observed, List<Diagnostic> findings)
    {
        string path = entry.Path;
        string where = $"In cluster '{site.Cluster.Name}' Service '{observed.Service.Name}' of the east-west gateway";
        string effect = "no other cluster can send calls there";
        bool open = observed.Service.Ports.Any(port => port.Number == GatewayServer.MeshPort && port.Protocol == "TCP");
        if (!open)
        {
            findings.Add(GenerationDiagnostics.EastWestPortMissing.At(
                path, $"{where} has no port {GatewayServer.MeshPort}; {effect}.",
                $"Add a TCP port {GatewayServer.MeshPort} with target port {GatewayServer.MeshPort} to the Service."));
        }

        string[] all = [.. observed.Service.ExternalAddresses.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        foreach (string name in all.Where(GatewayInCluster.IsName))
        {
            findings.Add(GenerationDiagnostics.EastWestAddressIsName.At(
                path,
                $"{where} has the address '{name}', a DNS name; a service of Kubernetes takes IP addresses only, so the address is left "
                    + $"out.",
                "Give the load balancer static IP addresses, or reach the service by a host of a gateway, which may be resolved by DNS."));
        }

        if (all.Length == 0)
        {
            findings.Add(GenerationDiagnostics.EastWestAddressMissing.At(
                path, $"{where} has no external address; {effect}.",
                "Make it a Service of type LoadBalancer and wait for its address, or set externalIPs."));
        }

        return open ? all.Where(address => !GatewayInCluster.IsName(address)).ToValueList() : [];
    }
}
