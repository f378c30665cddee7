using Mesh.Istio.Analysis.Indexes;

namespace Mesh.Istio.Analysis.Rules;

/// <summary>One mistake. Rules have no state; what several of them need is in the <see cref="AnalyzedMesh"/>.</summary>
internal interface IAnalysisRule
{
    void Check(AnalyzedMesh mesh, Findings findings);
}
