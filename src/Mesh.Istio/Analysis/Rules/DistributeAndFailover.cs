using Mesh.Istio.Analysis.Indexes;
using Mesh.LoadBalancing;

namespace Mesh.Istio.Analysis.Rules;

/// <summary>
/// Where distribute is set, failover and failoverPriority count for nothing; a rule's setting replaces MeshConfig's whole.
/// </summary>
internal sealed class DistributeAndFailover : IAnalysisRule
{
    public void Check(AnalyzedMesh mesh, Findings findings)
    {
        foreach (AnalyzedCluster cluster in mesh.Clusters)
        {
            LocalityLbConfig? ofMesh = cluster.Settings.FirstOrDefault(setting => setting.Rule is null)?.Value;
            foreach (StatedSetting setting in cluster.Settings)
            {
                Check(setting, ofMesh, findings);
            }
        }
    }

    private static void Check(StatedSetting setting, LocalityLbConfig? ofMesh, Findings findings)
    {
        if (setting.Value.Enabled == false)
        {
            return;
        }

        bool weighs = setting.Value.Distribute is not null;
        if (weighs && Lists(setting.Value) is { } own)
        {
            string refused = own == "failover" ? " Istio's validation refuses both together." : "";
            findings.Add(
                AnalysisDiagnostics.DistributeAndFailover,
                setting.Path,
                $"distribute and {own} are both set: distribute holds and {own} is ignored.{refused}",
                $"Keep one of them: {own} for an order of places, distribute for shares.");
        }
        else if (setting.Rule is not null && ofMesh is { Enabled: not false, Distribute: null } && Lists(ofMesh) is { } hidden
            && (weighs || Lists(setting.Value) is null))
        {
            findings.Add(
                AnalysisDiagnostics.DistributeAndFailover,
                setting.Path,
                $"localityLbSetting replaces MeshConfig's whole, so {hidden} of MeshConfig does not hold here.",
                weighs ? $"Remove distribute, or write {hidden} instead of it." : $"Repeat {hidden} here, or remove localityLbSetting.");
        }
    }

    private static string? Lists(LocalityLbConfig setting) =>
        setting.Failover is { IsEmpty: false } ? "failover" : setting.FailoverPriority is { IsEmpty: false } ? "failoverPriority" : null;
}
