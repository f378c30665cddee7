using System.Globalization;
using Mesh.Istio.Analysis.Indexes;
using Mesh.Istio.ControlPlane.Registry;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Analysis.Rules;

/// <summary>gRPC needs HTTP/2 up to the server; on a port of protocol HTTP proxies speak HTTP/1.1 to it.</summary>
internal sealed class GrpcPorts : IAnalysisRule
{
    public void Check(AnalyzedMesh mesh, Findings findings)
    {
        foreach (AnalyzedCluster cluster in mesh.Clusters)
        {
            HashSet<string> upgraded = [.. cluster.Policies.Where(policy => policy.Policy.ConnectionPool?.Http is { } http
                && (http.UseClientProtocol == true || http.H2UpgradePolicy == H2UpgradePolicy.Upgrade)).Select(
                policy => policy.Service?.Host ?? "")];
            foreach (MeshService service in cluster.Index.Registry.Services)
            {
                foreach (MeshPort port in service.Ports.Where(port => port.Protocol == PortProtocol.Http && IsGrpc(port.Name)))
                {
                    if (!upgraded.Contains(service.Host))
                    {
                        findings.Add(
                            AnalysisDiagnostics.GrpcOnHttpPort,
                            $"{cluster.Name}/{service.Source.Replace(' ', '/')}/ports",
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"Port {port.Number} of {service.Host} is called '{port.Name}' and has protocol HTTP: proxies send "
                                    + $"HTTP/1.1, with which gRPC fails."),
                            "Call the port grpc-…, or set appProtocol or protocol GRPC.");
                    }
                }
            }
        }
    }

    private static bool IsGrpc(string name) => name.Split('-').Contains("grpc", StringComparer.OrdinalIgnoreCase);
}
