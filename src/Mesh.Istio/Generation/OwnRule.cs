using Mesh.Istio.Generation.Tcp;
using Mesh.Istio.Resources;
using Api = Mesh.Istio.Resources;

namespace Mesh.Istio.Generation;

/// <summary>
/// The rule of a gateway's pods for a Service behind them, so that one bad or frozen pod of several does not send everybody to another
/// cluster, and the gateway stays in its cluster when istiod reads others.
/// </summary>
/// <param name="Gateway">Of the gateways on the same pods the first by path.</param>
/// <param name="Site">The gateway in the cluster.</param>
/// <param name="Service">The Service behind it.</param>
/// <param name="Threshold">How many errors of callers eject the gateway; the gateway ejects a pod sooner.</param>
/// <param name="KeepsAlive">Whether requests to the Service share connections and Istio can watch those.</param>
internal sealed record OwnRule(PlacedGateway Gateway, GatewayInCluster Site, ServiceName Service, int Threshold, bool KeepsAlive)
{
    /// <summary>The subset of the pods in the gateway's own cluster.</summary>
    public const string Here = "here";

    private GatewayEntry Entry => Gateway.Entry;

    public DestinationRule ToRule(ObjectLabels labels, TcpPassage tcp) => new()
    {
        Metadata = labels.ForGateway(Entry, Entry.Gateway.Namespace, ObjectNames.OwnRule(Entry, Service), Entry.FullPath),
        Host = Service.Fqdn,
        // Of a rule with a selector Istio's webhook takes nothing else.
        ExportTo = ["."],
        WorkloadSelector = new LabelSelector { MatchLabels = Entry.Gateway.Workload },
        TrafficPolicy = new TrafficPolicy
        {
            ConnectionPool = new Api.ConnectionPoolSettings
            {
                Tcp = new TcpSettings { ConnectTimeout = PolicySettings.ConnectTimeout },
                Http = KeepsAlive ? new HttpSettings { Http2KeepAlive = PolicySettings.KeepAlive } : null,
            },
            OutlierDetection = PolicySettings.OutlierDetection(new TrafficSettings()) with
            {
                // Fewer than the callers', or they leave the gateway before it leaves the pod.
                ConsecutiveGatewayErrors = (uint)Math.Clamp(Threshold - 1, 1, 2),
            },
        },
        Subsets = Subsets(tcp).ToValueList(),
    };

    private IEnumerable<Subset> Subsets(TcpPassage tcp)
    {
        if (Site.Cluster.IstioClusterId is { } id)
        {
            yield return new Subset { Name = Here, Labels = [new(LoadBalancing.TopologyLabels.Cluster, id)] };
        }

        if (tcp.LeadsTo(Entry, Site.Cluster.Name, Service))
        {
            yield return TcpSubset.ForOwnRule(Site.Cluster);
        }
    }

    public ValueList<string> Facts =>
    [
        $"Service {Service} exists in cluster {Site.Cluster.Name}; no other DestinationRule is for it there",
        Site.Cluster.IstioClusterId is { } id ? $"Istio knows the cluster as {id}" : "Istio's name of the cluster is unknown",
    ];
}
