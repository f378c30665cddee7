using Mesh.Inventories;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.EastWest;

/// <summary>
/// How callers treat an exposed service: the order of its endpoints, their TLS, when one counts as dead, and the retries.
/// </summary>
internal sealed class EastWestPolicy(EastWestView view, ObjectLabels labels)
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
        ExportTo = ["*"],
        // Where there are no own pods nobody enters, so there is nothing to route to.
        Subsets = view.Local is null ? [] : [new Subset { Name = LocalSubset, Labels = [new(ObjectLabels.TlsMode, "istio")] }],
        TrafficPolicy = new TrafficPolicy { PortLevelSettings = view.Ports.Select(Port).ToValueList() },
    };

    /// <summary>The retries for callers in the mesh; null when no port speaks HTTP.</summary>
    public VirtualService? Retries(ObjectMeta metadata) =>
        ServiceRoutes.For(Name, view.Ports, metadata, Settings.RequestTimeout, view.RetriesOf);

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
        ConnectionPool = PolicySettings.ConnectionPool(Settings, ServiceRoutes.IsHttp(port)),
        OutlierDetection = PolicySettings.OutlierDetection(Settings),
        LoadBalancer = PolicySettings.LoadBalancer(Settings, Keys()),
    };

    /// <summary>From the farthest rank to the nearest, then the places of own pods: the first key that differs decides.</summary>
    private ValueList<string> Keys()
    {
        var keys = new List<string>();
        for (int rank = view.HighestRank; rank > 0; rank--)
        {
            // Own pods carry no label of Mesh's, so a rank of theirs is told by the label that all better ones carry.
            keys.Add(rank == view.LocalRank ? $"{labels.Ahead}=true" : labels.Fallback(rank));
        }

        if (view.SplitsByZone)
        {
            keys.AddRange(PolicySettings.ByPlace);
        }

        // Without any key istiod would fall back to its default, by region; a reserved label that nothing carries keeps the tier whole.
        return keys.Count > 0 ? keys.ToValueList() : [labels.Fallback(1)];
    }
}
