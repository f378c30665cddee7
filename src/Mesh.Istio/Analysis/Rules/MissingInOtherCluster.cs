using Mesh.Istio.Analysis.Indexes;
using Mesh.Istio.ControlPlane.Registry;

namespace Mesh.Istio.Analysis.Rules;

/// <summary>A rule is read by the client's control plane, so every cluster with clients and somewhere to fail over to needs it.</summary>
internal sealed class MissingInOtherCluster : IAnalysisRule
{
    public void Check(AnalyzedMesh mesh, Findings findings)
    {
        var ruled = mesh.Clusters.ToDictionary(
            cluster => cluster,
            cluster => cluster.Policies.Where(policy => policy.Service is not null).Select(policy => policy.Service!.Host).ToHashSet(
                StringComparer.Ordinal));
        ILookup<string, AnalyzedCluster> spread = mesh.Clusters
            .SelectMany(
                cluster => cluster.Index.Registry.Services.Where(service => IsSpread(cluster, service)).Select(
                    service => (service.Host, Cluster: cluster)))
            .Where(found => !ruled[found.Cluster].Contains(found.Host))
            .ToLookup(found => found.Host, found => found.Cluster, StringComparer.Ordinal);
        foreach (PolicyCase policy in spread.Count == 0 ? [] : mesh.Clusters.SelectMany(cluster => cluster.Policies))
        {
            if (policy is { Service: { } service, Ejects: true, Stated: not null, Subset: null } && spread[service.Host].Any())
            {
                string[] others = [.. spread[service.Host].Select(cluster => cluster.Name).Distinct(StringComparer.Ordinal)];
                findings.Add(
                    AnalysisDiagnostics.MissingInOtherCluster,
                    policy.Cluster.PathOf(policy.Object),
                    $"{string.Join(", ", others)} {(others.Length == 1 ? "has"
                        : "have")} endpoints of {service.Host} in several regions and no DestinationRule for it: clients there do not "
                            + $"fail over.",
                    "Apply the rule in every cluster that has clients.");
            }
        }
    }

    private static bool IsSpread(AnalyzedCluster cluster, MeshService service) => cluster.Index.Registry.EndpointsOf(service)
        .Select(endpoint => endpoint.Value.Locality.Region).Where(region => region.Length > 0).Distinct(StringComparer.Ordinal).Skip(1)
        .Any();
}
