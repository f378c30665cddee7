using Mesh.Istio.Analysis.Indexes;
using Mesh.Istio.ControlPlane.Registry;
using Mesh.Istio.Resources;
using Mesh.LoadBalancing;

namespace Mesh.Istio.Analysis.Rules;

/// <summary>An endpoint that nobody gave a locality is in no place: distribute leaves it out, and by distance it comes last.</summary>
internal sealed class EndpointWithoutLocality : IAnalysisRule
{
    private const string Help = "Set locality to region/zone of the endpoint.";

    public void Check(AnalyzedMesh mesh, Findings findings)
    {
        foreach (AnalyzedCluster cluster in mesh.Clusters)
        {
            ILookup<string, string> fields = Fields(cluster);
            if (fields.Count == 0)
            {
                continue;
            }

            foreach (PolicyCase policy in cluster.Policies.Where(policy => policy.IsBalanced))
            {
                Check(policy, fields, findings);
            }
        }
    }

    private static void Check(PolicyCase policy, ILookup<string, string> fields, Findings findings)
    {
        RegistryEndpoint[] nowhere = [.. policy.Endpoints.Where(
            endpoint => endpoint.Value.LocalityText.Length == 0 && fields.Contains(endpoint.Value.Address))];
        if (nowhere.Length == 0 || Effect(policy) is not { } effect)
        {
            return;
        }

        foreach (RegistryEndpoint endpoint in nowhere)
        {
            foreach (string path in fields[endpoint.Value.Address])
            {
                findings.Add(
                    AnalysisDiagnostics.EndpointWithoutLocality, path,
                    $"The endpoint {endpoint.Value.Address} has no locality, and {policy.Target} {effect}.", Help);
            }
        }
    }

    private static string? Effect(PolicyCase policy)
    {
        if (policy.Setting.Locality?.Distribute is { } rules)
        {
            return rules.Any(rule => !rule.To.Keys.Any(to => LocalityRule.Matches(to, Locality.Empty)))
                ? "distributes by place: the endpoint gets nothing" : null;
        }

        bool byDistance = policy.Setting.Locality is { Keys.IsEmpty: true } && (policy.Ejects || policy.Setting.ForcesFailover);
        if (!byDistance && policy.Setting.ZoneAware is null)
        {
            return null;
        }

        bool others = policy.Endpoints.Any(endpoint => endpoint.Value.LocalityText.Length > 0);
        return !others ? null
            : policy.Clients.Count > 0 && policy.Clients.All(client => client.Proxy.Locality.IsEmpty)
                ? "puts it first for clients without locality"
            : "fails over by place: the endpoint comes last, wherever it is";
    }

    // The locality fields that are missing, by the endpoint's address.
    private static ILookup<string, string> Fields(AnalyzedCluster cluster) => cluster.Written
        .Where(endpoint => IsMissing(endpoint.Value, endpoint.Labels))
        .ToLookup(endpoint => endpoint.Address, endpoint => $"{endpoint.Path}locality", StringComparer.Ordinal);

    private static bool IsMissing(IWorkload workload, ValueMap<string> labels) =>
        string.IsNullOrEmpty(workload.Locality)
        && !labels.ContainsKey(LocalityLabel.Override)
        && !labels.ContainsKey(LocalityLabel.TopologyOverride);
}
