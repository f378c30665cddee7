using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>
/// Istio looks for a Gateway's pods in every namespace (istiod's <c>PILOT_SCOPE_GATEWAY_TO_NAMESPACE</c> is off by default), so two
/// gateways with the same labels in different namespaces of a cluster open each other's hosts on each other's pods.
/// </summary>
internal sealed class SameLabelsElsewhereRule : IModelRule
{
    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        foreach (IGrouping<ValueMap<string>, GatewayEntry> same in model.Gateways
            .Where(entry => !entry.Gateway.Workload.IsEmpty).GroupBy(entry => entry.Gateway.Workload))
        {
            var first = new Dictionary<int, GatewayEntry>();
            foreach (GatewayEntry entry in same)
            {
                GatewayEntry? other = null;
                foreach (int cluster in model.ClustersOf(entry))
                {
                    if (!first.TryAdd(cluster, entry) && first[cluster].Gateway.Namespace != entry.Gateway.Namespace)
                    {
                        other ??= first[cluster];
                    }
                }

                if (other is not null)
                {
                    found.Add(ModelDiagnostics.SameWorkloadElsewhere.At(
                        entry.At("workload"),
                        $"workload {entry.Gateway.Workload} is also that of gateway '{other.Path}' in namespace "
                            + $"'{other.Gateway.Namespace}'; Istio looks for a Gateway's pods in all namespaces, so each serves the "
                            + $"other's hosts too.",
                        "Give the pods of each gateway a label of their own, for example app: NAMESPACE-GATEWAY."));
                }
            }
        }
    }
}
