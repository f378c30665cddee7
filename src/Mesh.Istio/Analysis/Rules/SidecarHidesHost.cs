using Mesh.Istio.Analysis.Indexes;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.ControlPlane.Registry;
using Mesh.Istio.ControlPlane.Visibility;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Analysis.Rules;

/// <summary>What a Sidecar does not import does not exist for its workloads: neither the host nor its DestinationRule.</summary>
internal sealed class SidecarHidesHost : IAnalysisRule
{
    public void Check(AnalyzedMesh mesh, Findings findings)
    {
        foreach (AnalyzedCluster cluster in mesh.Clusters)
        {
            ILookup<string, PolicyCase> own = cluster.Policies
                .Where(policy => policy is { Service: not null, Subset: null, Rule.Selector: null }
                    && (policy.Ejects || policy.Stated is not null))
                .ToLookup(policy => policy.Object.Metadata.Namespace ?? "", StringComparer.Ordinal);
            foreach (Sidecar sidecar in cluster.Objects.OfType<Sidecar>().Where(sidecar => !sidecar.Egress.IsEmpty))
            {
                Check(cluster, sidecar, own[sidecar.Metadata.Namespace ?? ""], findings);
            }
        }
    }

    private static void Check(AnalyzedCluster cluster, Sidecar sidecar, IEnumerable<PolicyCase> cases, Findings findings)
    {
        string client = sidecar.Metadata.Namespace ?? "";
        SidecarScope? scope = null;
        foreach (MeshService service in cases.Select(policy => policy.Service!).DistinctBy(service => service.Host).Where(
            service => service.Namespace != client && cluster.Index.IsVisible(service, client)))
        {
            scope ??= new SidecarScope(cluster.Index, ProxyType.Sidecar, client, sidecar);
            if (scope.FindService(service.Host) is null)
            {
                findings.Add(
                    AnalysisDiagnostics.SidecarHidesHost,
                    cluster.PathOf(sidecar, "egress"),
                    $"egress.hosts does not import {service.Host} of namespace '{service.Namespace}', for which namespace "
                        + $"'{client}' has a DestinationRule: to these workloads the host is unknown.",
                    $"Add {service.Namespace}/{service.Host} to egress.hosts, or remove the rule.");
            }
        }
    }
}
