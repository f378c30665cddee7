using Mesh.Inventories;
using Mesh.Istio.Generation.Tcp;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.EastWest;

/// <summary>
/// How callers treat an exposed service: the order of its endpoints, their TLS, when one counts as dead, and the retries.
/// </summary>
internal sealed class EastWestPolicy(EastWestView view, ObjectLabels labels, bool passesTcp)
{
    /// <summary>
    /// The subset of the service's own pods: injected ones carry the label, the entries of other clusters' gateways never do.
    /// </summary>
    public const string LocalSubset = "local";

    private ServiceName Name => view.Service.Name;

    private TrafficSettings Settings => view.Service.Settings;

    public DestinationRule DestinationRule(ObjectMeta metadata) => new()
    {
        Metadata = metadata,
        Host = Name.Fqdn,
        // Not written, it is merged with a user's rule that does not write it either; with "*" the newer of the two alone would hold.
        ExportTo = IsPublicByDefault(view.Client) ? [] : ["*"],
        Subsets = Subsets().ToValueList(),
        TrafficPolicy = new TrafficPolicy { PortLevelSettings = view.Ports.Select(Port).ToValueList() },
    };

    /// <summary>The retries for callers in the mesh; null when no port speaks HTTP.</summary>
    public VirtualService? Retries(ObjectMeta metadata) =>
        ServiceRoutes.For(Name, view.Ports, metadata, Settings.RequestTimeout, view.RetriesOf, view.Here);

    // Where there are no own pods nobody enters, so there is nothing to route to.
    private IEnumerable<Subset> Subsets()
    {
        if (view.Here is { } here)
        {
            // Without a policy of its own it has the order of the whole.
            yield return new Subset { Name = here, Labels = [new(LoadBalancing.TopologyLabels.Cluster, view.Client.IstioClusterId!)] };
        }

        if (view.Local is not null)
        {
            yield return Local();
            if (passesTcp)
            {
                yield return TcpSubset.ForExposed(OwnPods(view.Client));
            }
        }
    }

    /// <summary>Whether everybody sees a rule that does not say who does.</summary>
    public static bool IsPublicByDefault(ClusterFacts client) =>
        client.Inventory?.MeshConfig?.DefaultDestinationRuleExportTo is not { IsEmpty: false } scopes || scopes.Contains("*");

    /// <summary>What tells the pods of a cluster; where Istio's name of it is unknown, injected pods.</summary>
    public static ValueMap<string> OwnPods(ClusterFacts client) => client.IstioClusterId is { } id
        ? [new(LoadBalancing.TopologyLabels.Cluster, id), new(ObjectLabels.TlsMode, "istio")]
        : [new(ObjectLabels.TlsMode, "istio")];

    // Own pods only: where istiod reads other clusters, the label of injected pods alone is on theirs too, and a gateway would send on to
    // other clusters. A policy without loadBalancer keeps the order of the whole.
    private Subset Local() => new()
    {
        Name = LocalSubset,
        Labels = OwnPods(view.Client),
        TrafficPolicy = new TrafficPolicy
        {
            OutlierDetection = PolicySettings.OutlierDetection(Settings) with { ConsecutiveGatewayErrors = 1 },
        },
    };

    private PortTrafficPolicy Port(ServicePortInfo port) => new()
    {
        Port = new PortSelector { Number = (uint)port.Number },
        Tls = new ClientTlsSettings
        {
            Mode = ClientTlsMode.IstioMutual,
            Sni = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"outbound_.{port.Number}_.{LocalSubset}_.{Name.Fqdn}"),
            // Left out, istiod would accept the accounts of the endpoints present only, and with no own pod that is not the account of an
            // own pod.
            SubjectAltNames = view.Service.SubjectAltNames,
        },
        ConnectionPool = PolicySettings.ConnectionPool(
            Settings, ServiceRoutes.IsHttp(port),
            keepAlive: HostProtocols.SharesConnections(port) && view.Client.IstioVersion.SendsHttp2Keepalive),
        OutlierDetection = PolicySettings.OutlierDetection(Settings),
        LoadBalancer = PolicySettings.LoadBalancer(Settings, Keys()),
    };

    /// <summary>From the farthest rank to the nearest, then the places of own pods: the first key that differs decides.</summary>
    private ValueList<string> Keys()
    {
        // First what istiod reads from other clusters, which carries no rank: one last tier behind everything.
        var keys = new List<string> { LoadBalancing.TopologyLabels.Cluster };
        for (int rank = view.HighestRank; rank > 0; rank--)
        {
            // Own pods carry no label of Mesh's, so a rank of theirs is told by the label that all better ones carry.
            keys.Add(rank == view.LocalRank ? $"{labels.Ahead}=true" : labels.Fallback(rank));
        }

        if (view.SplitsByZone)
        {
            keys.AddRange(PolicySettings.ByPlace);
        }

        return keys.ToValueList();
    }
}
