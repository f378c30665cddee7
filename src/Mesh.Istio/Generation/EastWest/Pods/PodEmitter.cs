using Mesh.Inventories;
using Mesh.Istio.Generation.Tcp;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.EastWest.Pods;

/// <summary>
/// Emits the rule that orders the pods which istiod reads from several clusters, and the retries. Their TLS is Istio's own: it tells which
/// pods have a sidecar and whom to accept.
/// </summary>
internal sealed class PodEmitter(PodView view, ObjectLabels labels, bool passesTcp)
{
    private ExposedService Service => view.Service;

    private ObjectMeta Metadata => labels.ForGateway(
        Service.Entry.AsGateway, Service.Name.Namespace, ObjectNames.EastWest(Service.Name), Service.Entry.FullPath);

    public IEnumerable<IstioObject> Emit(PodOrder order, bool routed)
    {
        yield return new DestinationRule
        {
            Metadata = Metadata,
            Host = Service.Name.Fqdn,
            // Not written, it is merged with a user's rule that does not write it either; with "*" the newer of the two alone would hold.
            ExportTo = EastWestPolicy.IsPublicByDefault(view.Client) ? [] : ["*"],
            Subsets = passesTcp ? [TcpSubset.ForExposed(EastWestPolicy.OwnPods(view.Client))] : [],
            TrafficPolicy = new TrafficPolicy { PortLevelSettings = view.Ports.Select(port => Port(port, order)).ToValueList() },
        };
        if (!routed && ServiceRoutes.For(
            Service.Name, view.Ports, Metadata, Service.Settings.RequestTimeout, view.RetriesOf) is { } retries)
        {
            yield return retries;
        }
    }

    private PortTrafficPolicy Port(ServicePortInfo port, PodOrder order) => new()
    {
        Port = new PortSelector { Number = (uint)port.Number },
        ConnectionPool = PolicySettings.ConnectionPool(
            Service.Settings, ServiceRoutes.IsHttp(port),
            keepAlive: HostProtocols.SharesConnections(port) && view.Client.IstioVersion.SendsHttp2Keepalive),
        OutlierDetection = PolicySettings.OutlierDetection(Service.Settings),
        LoadBalancer = new LoadBalancerSettings
        {
            Algorithm = PolicySettings.Algorithm(Service.Settings.LoadBalancing),
            LocalityLbSetting = order.ToSetting(view.Client, view.SplitsByZone),
        },
    };
}
