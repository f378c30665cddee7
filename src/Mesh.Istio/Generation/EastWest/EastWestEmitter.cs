using Mesh.Inventories;
using Mesh.Istio.Resources;
using Api = Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.EastWest;

/// <summary>Emits what one cluster needs for its callers of an exposed service, and for callers from other clusters.</summary>
internal sealed class EastWestEmitter(ObjectLabels labels, string sharedNamespace)
{
    /// <summary>
    /// Where the service exists: entries that join other clusters' gateways to it, and the rule that ranks them. Where it does not: a
    /// ServiceEntry with its full name. Either way the retries, unless somebody else routes the host.
    /// </summary>
    /// <param name="view">The service as the cluster's callers see it.</param>
    /// <param name="serves">Whether other clusters send calls here.</param>
    /// <param name="routed">Whether somebody else's VirtualService routes the host.</param>
    /// <param name="passesTcp">Whether a gateway passes the connections of a TCP host through to the service's pods.</param>
    public IEnumerable<IstioObject> Emit(EastWestView view, bool serves, bool routed, bool passesTcp)
    {
        if (view.Endpoints.Count == 0 && !serves)
        {
            yield break;
        }

        ExposedService service = view.Service;
        // In another namespace the Service of other clusters would hide the entry as soon as istiod reads them.
        ObjectMeta metadata = view.UsesSharedNamespace
            ? Metadata(service, sharedNamespace, service.SharedName)
            : Metadata(service, service.Name.Namespace, ObjectNames.EastWest(service.Name));
        var policy = new EastWestPolicy(view, labels, passesTcp);
        yield return policy.DestinationRule(metadata);
        if (view.Local is null)
        {
            yield return ServiceEntry(view, metadata);
        }
        else
        {
            foreach (EastWestEndpoint endpoint in view.Endpoints)
            {
                yield return WorkloadEntry(view.Local, endpoint, view);
            }
        }

        if (view.Endpoints.Count > 0 && !routed && policy.Retries(metadata) is { } retries)
        {
            yield return retries;
        }
    }

    /// <summary>The listener through which other clusters' calls enter, unopened, told apart by SNI.</summary>
    public IstioObject Gateway(EastWestInCluster site, IEnumerable<ExposedService> served)
    {
        EastWestEntry entry = site.Entry;
        string namespaceName = entry.Gateway.Namespace;
        string name = ObjectNames.EastWestGateway(
            entry.Gateway.Name, entry.FullPath, shared: !entry.Workspace.Owns(site.Site.Cluster.Name, namespaceName));
        return new Api.Gateway
        {
            Metadata = labels.ForGateway(entry.AsGateway, namespaceName, name, entry.FullPath),
            Selector = entry.Workload,
            Servers =
            [
                new Server
                {
                    Port = new Port { Number = GatewayServer.MeshPort, Name = "tls-east-west", Protocol = "TLS" },
                    Hosts = served.Select(service => $"{service.Name.Namespace}/{service.Name.Fqdn}").Order(StringComparer.Ordinal)
                        .ToValueList(),
                    Tls = new ServerTlsSettings { Mode = Api.ServerTlsMode.AutoPassthrough },
                },
            ],
        };
    }

    private WorkloadEntry WorkloadEntry(ServiceInCluster local, EastWestEndpoint endpoint, EastWestView view) => new()
    {
        Metadata = labels.ForEndpoint(
            view.Service.Entry.AsGateway,
            view.Service.Name.Namespace,
            ObjectNames.WorkloadEntry(view.Service.Name, endpoint.Site.Cluster.Name, endpoint.Number),
            view.Service.Entry.FullPath),
        Address = endpoint.Address,
        Locality = LocalityOf(endpoint),
        Ports = local.Ports.Select(port => new KeyValuePair<string, uint>(KeyOf(port), GatewayServer.MeshPort)).DistinctBy(pair => pair.Key)
            .ToValueMap(),
        Weight = endpoint.Weight,
        ServiceAccount = endpoint.Site.Accounts[0],
        Labels = local.Service.Selector.With(RankLabels(endpoint, view).ToValueMap()),
    };

    private ServiceEntry ServiceEntry(EastWestView view, ObjectMeta metadata) => new()
    {
        Metadata = metadata,
        Hosts = [view.Service.Name.Fqdn],
        ExportTo = ["*"],
        Location = ServiceEntryLocation.MeshInternal,
        Resolution = ServiceEntryResolution.Static,
        Ports = view.Ports
            .Select(port => new ServicePort
            {
                Number = (uint)port.Number,
                Name = port.Name,
                Protocol = PortProtocols.NameOf(PortProtocols.Of(port)),
            })
            .ToValueList(),
        Endpoints = view.Endpoints.Select(endpoint => new WorkloadEndpoint
        {
            Address = endpoint.Address,
            Locality = LocalityOf(endpoint),
            Ports = view.Ports.Select(port => new KeyValuePair<string, uint>(port.Name, GatewayServer.MeshPort)).ToValueMap(),
            Weight = endpoint.Weight,
            ServiceAccount = endpoint.Site.Accounts[0],
            Labels = RankLabels(endpoint, view)
                .Append(new(labels.Gateway, "remote"))
                .Append(new(ObjectLabels.TlsMode, "istio"))
                .ToValueMap(),
        }).ToValueList(),
        SubjectAltNames = view.Service.SubjectAltNames,
    };

    /// <summary>
    /// How istiod finds an entry's port: by the name of the target port, and only where that is a number by the service port's name.
    /// </summary>
    private static string KeyOf(ServicePortInfo port) =>
        port.TargetPort.Length > 0 && !port.TargetPort.All(char.IsAsciiDigit) ? port.TargetPort : port.Name;

    private IEnumerable<KeyValuePair<string, string>> RankLabels(EastWestEndpoint endpoint, EastWestView view)
    {
        string cluster = endpoint.Site.Cluster.Name;
        yield return new(labels.Cluster, cluster);
        if (endpoint.Rank > 0)
        {
            yield return new(labels.Fallback(endpoint.Rank), cluster);
        }

        if (endpoint.Rank < view.LocalRank)
        {
            yield return new(labels.Ahead, "true");
        }
    }

    private static string? LocalityOf(EastWestEndpoint endpoint)
    {
        Locality locality = endpoint.Site.Gateway!.Site.Locality;
        return locality.IsEmpty ? null : locality.ToString();
    }

    private ObjectMeta Metadata(ExposedService service, string namespaceName, string name) =>
        labels.ForGateway(service.Entry.AsGateway, namespaceName, name, service.Entry.FullPath);
}
