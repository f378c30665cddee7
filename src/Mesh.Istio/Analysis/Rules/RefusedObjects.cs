using Mesh.Istio.Admission;
using Mesh.Istio.Analysis.Indexes;
using Mesh.Istio.ControlPlane.GatewayApi;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Analysis.Rules;

/// <summary>What cannot be applied does not fail over: every rule of the CRDs and of istiod's webhook, from one table.</summary>
internal sealed class RefusedObjects : IAnalysisRule
{
    private readonly AdmissionTable _table = new();

    public void Check(AnalyzedMesh mesh, Findings findings)
    {
        // Most objects of a mesh are the same in many clusters.
        var known = new Dictionary<IstioObject, Refusal[]>();
        foreach (AnalyzedCluster cluster in mesh.Clusters)
        {
            // What istiod derives passes no API server.
            foreach (IstioObject value in cluster.Objects.Where(value => DerivedNames.SourceOf(value).Length == 0))
            {
                if (!known.TryGetValue(value, out Refusal[]? refusals))
                {
                    known.Add(value, refusals = [.. _table.Check(value).Where(refusal => refusal.Row.ReportedBy is null)]);
                }

                foreach (Refusal refusal in refusals)
                {
                    bool atOnce = refusal.Row.Refuser == Refuser.ApiServer;
                    findings.Add(
                        atOnce ? AnalysisDiagnostics.RefusedByApiServer : AnalysisDiagnostics.RefusedByWebhook,
                        cluster.PathOf(value, refusal.Field),
                        $"{(refusal.Field.Length == 0 ? "The spec" : refusal.Field)} {refusal.Problem}; {(atOnce ? "the API server"
                            : "istiod's webhook")} refuses {value.Kind} {value.Metadata.Name}.",
                        refusal.Row.Check!.Help);
                }
            }
        }
    }
}
