using System.Globalization;
using Mesh.Istio.Analysis.Indexes;

namespace Mesh.Istio.Analysis.Rules;

/// <summary>
/// Pods see the identity of the gateway, not of its caller. A rule that lets in a whole namespace or a pattern lets in a gateway that runs
/// there, and with it everybody outside.
/// </summary>
internal sealed class AdmittedInternet : IAnalysisRule
{
    public void Check(AnalyzedMesh mesh, Findings findings)
    {
        foreach (AnalyzedCluster cluster in mesh.Clusters)
        {
            var said = new HashSet<(string Policy, int Rule, string Gateway)>();
            foreach (AdmittedGateway found in cluster.Admitted.Where(found => !found.IsNamed && found.IsPublic))
            {
                if (said.Add((found.Policy.ToString(), found.Rule, found.Gateway.Name)))
                {
                    findings.Add(
                        AnalysisDiagnostics.AdmittedInternet,
                        cluster.PathOf(found.Policy, string.Create(CultureInfo.InvariantCulture, $"rules[{found.Rule}].from")),
                        $"The callers of {found.Service} are limited, and the gateway {found.Gateway.Namespace}/{found.Gateway.Name} is "
                            + $"one of them by a pattern; it answers everybody at {string.Join(", ", found.Gateway.ExternalAddresses)} "
                            + $"for {found.Host}, and pods see only the gateway.",
                        "Name the accounts that are meant, or run the gateway in a namespace of its own. Where it is meant, name the "
                            + "gateway's account.");
                }
            }
        }
    }
}
