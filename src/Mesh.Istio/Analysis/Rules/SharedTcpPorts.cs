using System.Globalization;
using Mesh.Istio.Analysis.Indexes;
using Mesh.Istio.ControlPlane.Registry;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Analysis.Rules;

/// <summary>
/// A sidecar tells hosts of TCP apart by the address that is dialled. Hosts without one have a single listener for each port, which is the
/// first one's (istio <c>core/listener.go</c>); addresses that istiod assigns count where sidecars answer DNS.
/// </summary>
internal sealed class SharedTcpPorts : IAnalysisRule
{
    public void Check(AnalyzedMesh mesh, Findings findings)
    {
        foreach (AnalyzedCluster cluster in mesh.Clusters.Where(cluster => cluster.Observed.MeshConfig?.CapturesDns != true))
        {
            var firsts = new Dictionary<int, List<MeshService>>();
            foreach (MeshService service in cluster.Index.Registry.Services.Where(HasListenerForAll))
            {
                foreach (MeshPort port in service.Ports.Where(port => port.Protocol.IsToldByAddress()))
                {
                    if (!firsts.TryGetValue(port.Number, out List<MeshService>? others))
                    {
                        firsts.Add(port.Number, others = []);
                    }

                    if (others.Find(other => other.Host != service.Host && Meet(cluster, other, service)) is { } first)
                    {
                        Report(cluster, first, service, port.Number, findings);
                    }

                    others.Add(service);
                }
            }
        }
    }

    private static void Report(AnalyzedCluster cluster, MeshService first, MeshService second, int port, Findings findings) => findings.Add(
        AnalysisDiagnostics.SharedTcpPort,
        $"{cluster.Name}/{second.Source.Replace(' ', '/')}/ports",
        string.Create(
            CultureInfo.InvariantCulture,
            $"{first.Host} ({first.Source}) and {second.Host} ({second.Source}) are both TCP on port {port} and have no addresses: all "
                + $"connections to that port go to {first.Host}."),
        "Give each host addresses or a port of its own, or let sidecars answer DNS (ISTIO_META_DNS_CAPTURE).");

    // Services of Kubernetes have the addresses of the cluster, or of their pods.
    private static bool HasListenerForAll(MeshService service) =>
        !service.FromKubernetes && service.Addresses.IsEmpty
        && service.Resolution is ServiceResolution.ClientSide or ServiceResolution.Dns or ServiceResolution.DnsRoundRobin;

    // Whether some client sees both; where nobody knows who calls, whether everybody does.
    private static bool Meet(AnalyzedCluster cluster, MeshService left, MeshService right) =>
        (cluster.Clients.Length > 0 ? cluster.Clients.SelectMany(place => place.Pods.Select(pods => pods.Key))
            : [left.Namespace, right.Namespace]).Any(
            name => cluster.Index.IsVisible(left, name) && cluster.Index.IsVisible(right, name));
}
