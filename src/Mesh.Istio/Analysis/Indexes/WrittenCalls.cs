using Mesh.Inventories;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.ControlPlane.Registry;
using Mesh.Istio.ControlPlane.Routing;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting.Engine;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Analysis.Indexes;

/// <summary>
/// What becomes of the calls to every host that has a written endpoint, while nothing fails. Any client for which a host is meant stands
/// for all of its cluster.
/// </summary>
internal sealed class WrittenCalls
{
    private readonly AnalyzedCluster _cluster;
    private readonly EndpointTracer _tracer;
    private readonly Dictionary<string, ProxyConfig?> _clients = new(StringComparer.Ordinal);

    private WrittenCalls(AnalyzedCluster cluster, EndpointTracer tracer) => (_cluster, _tracer) = (cluster, tracer);

    public static WrittenCall[] Of(AnalyzedMesh mesh)
    {
        var tracer = new EndpointTracer(new FailedWorld(mesh.Observed, new FailedParts()));
        return [.. mesh.Clusters.Where(cluster => cluster.Clients.Length > 0 && cluster.Written.Length > 0)
            .SelectMany(cluster => new WrittenCalls(cluster, tracer).Find())];
    }

    private IEnumerable<WrittenCall> Find()
    {
        ServiceRegistry registry = _cluster.Index.Registry;
        foreach (MeshService service in registry.Services.Where(
            service => registry.EndpointsOf(service).Any(endpoint => _cluster.WrittenByAddress.Contains(endpoint.Value.Address))))
        {
            ProxyConfig? client = Client(service);
            foreach (MeshPort port in client is null ? [] : service.Ports.Where(port => port.Protocol != PortProtocol.Udp))
            {
                foreach (WrittenCall call in Of(client!, service.Host, port))
                {
                    yield return call;
                }
            }
        }
    }

    private ProxyConfig? Client(MeshService service) =>
        service.ExportTo.Select(name => name == "." ? service.Namespace : name).Append("*").Select(ClientIn).FirstOrDefault(
            client => client?.Scope.FindService(service.Host) is not null);

    private ProxyConfig? ClientIn(string name)
    {
        if (!_clients.TryGetValue(name, out ProxyConfig? client))
        {
            ClientPlace? place = _cluster.Clients.FirstOrDefault(place => name == "*" || place.Pods.Contains(name));
            WorkloadInfo? pod = place is null ? null : name == "*" ? place.Pods.First().First() : place.Pods[name].First();
            client = pod is null ? null : _cluster.View.Known(ClientFinder.ProxyOf(_cluster.Observed, [pod], ProxyType.Sidecar, null));
            _clients.Add(name, client);
        }

        return client;
    }

    private IEnumerable<WrittenCall> Of(ProxyConfig client, string host, MeshPort port)
    {
        ClientRoute route = ClientRoute.Of(client, host, port.Number, new ControlPlane.Request());
        if (route.Result.Error is not null || route.IsForUnknownHost)
        {
            yield break;
        }

        var call = new ForecastCall(host, route.IsHttp)
        {
            ApplicationTls = port.Protocol is PortProtocol.Tls or PortProtocol.Https,
        };
        string authority = HostHeader.Of(host, port.Number, isTls: false);
        foreach (WeightedTarget weighted in route.Result.Targets.AsEnumerable())
        {
            if (client.ClusterNamed(weighted.Cluster) is { } target)
            {
                var state = new SteadyState(_tracer, client, call.Via(weighted, authority), 0);
                yield return new WrittenCall(_cluster, target, route.IsHttp, state.FatesOf(target));
            }
        }
    }
}
