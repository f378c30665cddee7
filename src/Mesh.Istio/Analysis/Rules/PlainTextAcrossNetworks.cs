using Mesh.Istio.Analysis.Indexes;
using Mesh.Istio.ControlPlane.Registry;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Analysis.Rules;

/// <summary>A network's gateway finds its way by the SNI of mutual TLS, so istiod leaves out what does not speak it.</summary>
internal sealed class PlainTextAcrossNetworks : IAnalysisRule
{
    public void Check(AnalyzedMesh mesh, Findings findings)
    {
        foreach (AnalyzedCluster cluster in mesh.Clusters.Where(cluster => cluster.Index.Registry.Gateways.Any))
        {
            foreach (PolicyCase policy in cluster.Policies.Where(
                policy => policy is { IsBalanced: true, Template: not null } && (policy.Ejects || policy.Stated is not null)))
            {
                Check(policy, cluster.Index.Registry.Gateways, findings);
            }
        }
    }

    private static void Check(PolicyCase policy, NetworkGateways gateways, Findings findings)
    {
        RegistryEndpoint[] plain = [.. policy.Endpoints.Where(endpoint => endpoint.Value.Network.Length > 0
            && gateways.Find(endpoint.Value.Network, endpoint.Value.Cluster, sidecar: true).Length > 0
            && !policy.Template!.SpeaksMutualTls(endpoint))];
        RegistryEndpoint? left = null;
        if (plain.Length == 0
            || policy.FirstFor(
                client => (left = Array.Find(plain, endpoint => endpoint.Value.Network != client.Proxy.Network)) is not null) is null)
        {
            return;
        }

        (string path, string why, string help) = policy.Template!.StatedTls is { } mode and not ClientTlsMode.IstioMutual
            ? (policy.Cluster.PathOf(policy.Object, "trafficPolicy.tls.mode"),
                $"tls.mode is {System.Text.Encoding.UTF8.GetString(ResourceEnums.ClientTlsMode.NameOf(mode))}",
                "Remove tls, or set mode ISTIO_MUTUAL.")
            : left!.Value.TlsMode != "istio"
                ? (policy.Cluster.PathOf(policy.Object), "the endpoint has no sidecar that speaks mutual TLS",
                    "Inject the sidecar, or give a WorkloadEntry its serviceAccount.")
                : (policy.Cluster.PathOf(policy.Object), "a PeerAuthentication disables mutual TLS for it", "Set PERMISSIVE or STRICT.");
        findings.Add(
            AnalysisDiagnostics.PlainTextAcrossNetworks,
            path,
            $"The endpoint {left!.Value.Address} of {policy.Target} is in network '{left.Value.Network}' and is left out, because "
                + $"{why}: nothing there can take over.",
            help);
    }
}
