using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>
/// Istio looks for a Gateway's pods in every namespace (istiod's <c>PILOT_SCOPE_GATEWAY_TO_NAMESPACE</c> is off by default), so two gateways with the
/// same labels in different namespaces of a cluster open each other's hosts on each other's pods.
/// </summary>
internal sealed class SameLabelsElsewhereRule : IModelRule
{
    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        foreach (IGrouping<ValueMap<string>, GatewaySite> same in model.Gateways
            .Where(site => !site.Gateway.Workload.IsEmpty).GroupBy(site => site.Gateway.Workload))
        {
            var first = new Dictionary<int, GatewaySite>();
            foreach (GatewaySite site in same)
            {
                GatewaySite? other = null;
                foreach (int cluster in site.Clusters)
                {
                    if (!first.TryAdd(cluster, site) && first[cluster].Gateway.Namespace != site.Gateway.Namespace)
                    {
                        other ??= first[cluster];
                    }
                }

                if (other is not null)
                {
                    found.Add(ModelDiagnostics.SameWorkloadElsewhere.At(
                        site.At("workload"),
                        $"workload {site.Gateway.Workload} is also that of gateway '{other.Path}' in namespace '{other.Gateway.Namespace}'; Istio looks for a Gateway's pods in all namespaces, so each serves the other's hosts too.",
                        "Give the pods of each gateway a label of their own, for example app: NAMESPACE-GATEWAY."));
                }
            }
        }
    }
}
