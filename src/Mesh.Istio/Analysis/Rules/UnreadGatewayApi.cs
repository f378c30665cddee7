using Mesh.Istio.Analysis.Indexes;
using Mesh.Istio.Forecasting.Engine;

namespace Mesh.Istio.Analysis.Rules;

/// <summary>istiod makes gateways and routes of these objects as it does of its own; every conclusion is one without them.</summary>
internal sealed class UnreadGatewayApi : IAnalysisRule
{
    public void Check(AnalyzedMesh mesh, Findings findings)
    {
        foreach (AnalyzedCluster cluster in mesh.Clusters.Where(cluster => !cluster.Unread.IsEmpty))
        {
            findings.Add(
                AnalysisDiagnostics.GatewayApiUnread,
                cluster.Name,
                $"Objects of the Kubernetes Gateway API are not read, and istiod follows them: {UnreadRoutes.Names(cluster.Unread)}.",
                "Take findings and forecasts about what they route as incomplete.");
        }
    }
}
