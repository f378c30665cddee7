using System.Globalization;
using Mesh.Inventories;
using Mesh.Istio.Analysis.Indexes;
using Mesh.Istio.ControlPlane.Registry;
using Mesh.Istio.ControlPlane.Visibility;
using Mesh.Istio.Resources;
using Mesh.LoadBalancing;

namespace Mesh.Istio.Analysis.Rules;

/// <summary>
/// Clients of another network, and clients that say <c>outbound_…</c> as SNI, speak to the pod; only AUTO_PASSTHROUGH lets them.
/// </summary>
internal sealed class GatewayTerminatesTls : IAnalysisRule
{
    private const int DefaultPort = 15443;

    public void Check(AnalyzedMesh mesh, Findings findings)
    {
        foreach (AnalyzedCluster cluster in mesh.Clusters)
        {
            foreach ((Resources.Gateway gateway, ServiceInfo service) in cluster.Gatewayed().Where(
                found => found.Service.Labels.ContainsKey(TopologyLabels.Network)))
            {
                foreach (Server server in gateway.Servers.Where(
                    server => server.Port.Number == PortOf(service) && server.Tls?.Mode != Resources.ServerTlsMode.AutoPassthrough
                        && !StandsBeside(cluster, service, server)))
                {
                    Report(cluster, gateway, server,
                        $"Service {service.Name} is the gateway of network '{service.Labels[TopologyLabels.Network]}'", findings);
                }
            }

            foreach (PolicyCase policy in cluster.Policies.Where(
                policy => policy.Policy.Tls?.Sni?.StartsWith("outbound_.", StringComparison.Ordinal) == true))
            {
                Check(mesh, policy, findings);
            }
        }
    }

    private static void Check(AnalyzedMesh mesh, PolicyCase policy, Findings findings)
    {
        foreach (RegistryEndpoint endpoint in policy.Endpoints)
        {
            if (mesh.GatewayAt(endpoint.Value.Address, policy.Cluster) is not { } door)
            {
                continue;
            }

            foreach (Resources.Gateway gateway in door.Cluster.GatewaysByService[(door.Service.Namespace, door.Service.Name)])
            {
                foreach (Server server in gateway.Servers.Where(server =>
                    server.Port.Number == endpoint.Value.Port && server.Tls?.Mode != Resources.ServerTlsMode.AutoPassthrough
                        && Covers(server, policy.Service!.Host)))
                {
                    Report(door.Cluster, gateway, server, $"Clients in {policy.Cluster.Name} send the SNI '{policy.Policy.Tls!.Sni}' to it",
                        findings);
                }
            }
        }
    }

    private static void Report(AnalyzedCluster cluster, Resources.Gateway gateway, Server server, string why, Findings findings) =>
        findings.Add(
        AnalysisDiagnostics.GatewayTerminatesTls,
        cluster.PathOf(gateway, string.Create(CultureInfo.InvariantCulture, $"servers[{server.Port.Name}].tls.mode")),
        $"{why}, and the server on port {server.Port.Number} has mode {(server.Tls?.Mode is { } mode
            ? System.Text.Encoding.UTF8.GetString(ResourceEnums.ServerTlsMode.NameOf(mode)) : "none")}: TLS ends at the gateway.",
        "Set mode AUTO_PASSTHROUGH.");

    // By SNI one listener passes what other clusters send and ends the TLS of hosts of its own (recorded: one-15443).
    private static bool StandsBeside(AnalyzedCluster cluster, ServiceInfo service, Server server) =>
        server.Tls is not null && server.Hosts.All(host => !Server.NameOf(host).StartsWith('*'))
        && (cluster.GatewaysByService[(service.Namespace, service.Name)].Any(gateway => gateway.Servers.Any(
                other => other.Port.Number == server.Port.Number && other.Tls?.Mode == Resources.ServerTlsMode.AutoPassthrough))
            // One of somebody else that is not among what is analyzed, as Istio's own cross-network-gateway.
            || cluster.Observed.IstioGateways.Any(gateway => LabelMatch.Matches(gateway.Selector, service.Selector)
                && gateway.Servers.Any(other => other.Port == server.Port.Number && other.TlsMode == "AUTO_PASSTHROUGH")));

    private static bool Covers(Server server, string host) => server.Hosts.Any(entry => HostName.Matches(host, Server.NameOf(entry)));

    private static int PortOf(ServiceInfo service) =>
        service.Labels.TryGetValue("networking.istio.io/gatewayPort", out string? text)
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) ? port : DefaultPort;
}
