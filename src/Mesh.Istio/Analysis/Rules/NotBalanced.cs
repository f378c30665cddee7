using Mesh.Istio.Analysis.Indexes;
using Mesh.Istio.ControlPlane;

namespace Mesh.Istio.Analysis.Rules;

/// <summary>A headless service, resolution NONE and PASSTHROUGH go to the address that the client dials.</summary>
internal sealed class NotBalanced : IAnalysisRule
{
    public void Check(AnalyzedMesh mesh, Findings findings)
    {
        foreach (PolicyCase policy in mesh.Clusters.SelectMany(cluster => cluster.Policies))
        {
            if (policy.Stated is not null && policy.Template is { Cluster.Type: DiscoveryType.OriginalDst })
            {
                findings.Add(
                    AnalysisDiagnostics.NotBalanced,
                    policy.SettingPath,
                    $"localityLbSetting is set for {policy.Target}, and requests go to the address that the client dials "
                        + $"({policy.Service!.Source}): there is nothing to fail over to.",
                    "Use a service with a cluster IP, or a ServiceEntry with resolution STATIC.");
            }
        }
    }
}
