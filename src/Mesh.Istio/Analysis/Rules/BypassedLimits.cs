using System.Globalization;
using Mesh.Istio.Analysis.Indexes;

namespace Mesh.Istio.Analysis.Rules;

/// <summary>
/// Pods see the identity of the gateway, not of its caller. Whoever they refuse gets in by the host's name, through a gateway that they
/// trust and that refuses nobody.
/// </summary>
internal sealed class BypassedLimits : IAnalysisRule
{
    public void Check(AnalyzedMesh mesh, Findings findings)
    {
        foreach (AnalyzedCluster cluster in mesh.Clusters)
        {
            var said = new HashSet<(string Policy, int Rule, string Gateway)>();
            // A gateway that is open to everybody outside has a finding of its own, or is meant to be.
            foreach (AdmittedGateway found in cluster.Admitted.Where(found => !found.IsPublic && found.Way is not null))
            {
                if (said.Add((found.Policy.ToString(), found.Rule, found.Gateway.Name)))
                {
                    findings.Add(
                        AnalysisDiagnostics.BypassedLimit,
                        cluster.PathOf(found.Policy, string.Create(CultureInfo.InvariantCulture, $"rules[{found.Rule}].from")),
                        $"Pods of {found.Service} refuse {found.Refused} and let in the gateway {found.Gateway.Namespace}/"
                            + $"{found.Gateway.Name}, which routes {found.Host} to them for everybody: a call by that name gets in.",
                        "Limit the gateway's callers too: DENY with notPrincipals for connection.sni of the host, in the gateway's "
                            + "namespace.");
                }
            }
        }
    }
}
