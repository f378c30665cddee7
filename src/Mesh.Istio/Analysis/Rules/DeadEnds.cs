using System.Globalization;
using Mesh.Istio.Analysis.Indexes;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.ControlPlane.Registry;
using Mesh.Istio.ControlPlane.Routing;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting.Engine;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Analysis.Rules;

/// <summary>
/// What the forecast says while nothing fails: an endpoint whose requests end at a gateway, because of the configuration and not of what
/// was scaled down, is no place to fail over to.
/// </summary>
internal sealed class DeadEnds : IAnalysisRule
{
    public void Check(AnalyzedMesh mesh, Findings findings)
    {
        var tracer = new EndpointTracer(new FailedWorld(mesh.Observed, new FailedParts()));
        foreach (AnalyzedCluster cluster in mesh.Clusters.Where(cluster => cluster.Clients.Length > 0 && cluster.Written.Length > 0))
        {
            new Walk(mesh, cluster, tracer, findings).Check();
        }
    }

    private sealed class Walk(AnalyzedMesh mesh, AnalyzedCluster cluster, EndpointTracer tracer, Findings findings)
    {
        private readonly ILookup<string, WrittenEndpoint> _written = cluster.Written.ToLookup(
            endpoint => endpoint.Address, StringComparer.Ordinal);

        private readonly HashSet<string> _named = cluster.Policies.Where(policy => policy.Policy.Tls?.Sni is { Length: > 0 }).Select(
            policy => policy.Service?.Host ?? "").ToHashSet(StringComparer.Ordinal);

        private readonly Dictionary<string, ProxyConfig?> _clients = new(StringComparer.Ordinal);
        private readonly HashSet<(string Host, int Port, string Address)> _said = [];

        public void Check()
        {
            ServiceRegistry registry = cluster.Index.Registry;
            foreach (MeshService service in registry.Services.Where(
                service => registry.EndpointsOf(service).Any(endpoint => _written.Contains(endpoint.Value.Address))))
            {
                ProxyConfig? client = Client(service);
                foreach (MeshPort port in client is null ? [] : service.Ports.Where(port => port.Protocol != PortProtocol.Udp))
                {
                    Check(client!, service.Host, port);
                }
            }
        }

        // Any client for which the service is meant stands for all of its cluster.
        private ProxyConfig? Client(MeshService service) =>
            service.ExportTo.Select(name => name == "." ? service.Namespace : name).Append("*").Select(ClientIn).FirstOrDefault(
                client => client?.Scope.FindService(service.Host) is not null);

        private ProxyConfig? ClientIn(string name)
        {
            if (!_clients.TryGetValue(name, out ProxyConfig? client))
            {
                ClientPlace? place = cluster.Clients.FirstOrDefault(place => name == "*" || place.Pods.Contains(name));
                Inventories.WorkloadInfo? pod = place is null ? null : name == "*" ? place.Pods.First().First() : place.Pods[name].First();
                client = pod is null ? null : cluster.View.For(ClientFinder.ProxyOf(cluster.Observed, [pod], ProxyType.Sidecar, null));
                _clients.Add(name, client);
            }

            return client;
        }

        private void Check(ProxyConfig client, string host, MeshPort port)
        {
            ClientRoute route = ClientRoute.Of(client, host, port.Number, new Request());
            if (route.Result.Error is not null || route.IsForUnknownHost)
            {
                return;
            }

            var call = new ForecastCall(host, route.IsHttp)
            {
                ApplicationTls = port.Protocol is PortProtocol.Tls or PortProtocol.Https,
            };
            string authority = HostHeader.Of(host, port.Number, isTls: false);
            foreach (WeightedTarget weighted in route.Result.Targets)
            {
                // A rule that names the pod by its SNI has a finding of its own.
                if (client.ClusterNamed(weighted.Cluster) is not { } target
                    || (target.Tls?.Sni.StartsWith("outbound_.", StringComparison.Ordinal) == true && _named.Contains(target.Host)))
                {
                    continue;
                }

                var state = new SteadyState(tracer, client, call.Via(weighted, authority), 0);
                foreach (((string address, int number), EndpointFate fate) in state.FatesOf(target).Where(fate => fate.Value.IsDeadEnd))
                {
                    Report(target, address, number, fate);
                }
            }
        }

        private void Report(EnvoyCluster target, string address, int port, EndpointFate fate)
        {
            // What the gateway lacks may be in what was not read of its cluster, which is said once.
            bool mayBeUnread = mesh.Find(fate.Cluster)?.Unread.IsEmpty == false;
            if (!mayBeUnread && _written[address].FirstOrDefault() is { } endpoint && _said.Add((target.Host, target.Port, address)))
            {
                findings.Add(
                    AnalysisDiagnostics.DeadEnd,
                    $"{endpoint.Path}address",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Requests of clients in {cluster.Name} for {target.Host}:{target.Port} that go to {address}:{port} are answered "
                            + $"by nobody: {fate.Reason}."),
                    "Make the gateway serve the host on that port, as clients call it (TLS mode and sni), or remove the endpoint.");
            }
        }
    }
}
