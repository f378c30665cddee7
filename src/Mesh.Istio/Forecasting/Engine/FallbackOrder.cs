using System.Globalization;
using Mesh.Istio.ControlPlane;
using Mesh.LoadBalancing;

namespace Mesh.Istio.Forecasting.Engine;

/// <summary>The order in which a proxy uses the endpoints of a cluster.</summary>
internal static class FallbackOrder
{
    public static ValueList<ForecastStep> Of(
        EnvoyCluster cluster, ValueList<EndpointGroup> groups, Dictionary<(string, int), EndpointFate> fates) =>
        groups
            .Where(group => !group.Endpoints.IsEmpty)
            .Select(group => (group.Priority, Reason: cluster.Explain(group), group.Endpoints))
            .GroupBy(step => (step.Priority, step.Reason))
            .OrderBy(step => step.Key.Priority)
            .ThenBy(step => step.Key.Reason, StringComparer.Ordinal)
            .Select(step => new ForecastStep(
                step.Key.Priority,
                step.SelectMany(group => group.Endpoints).Select(endpoint => NameOf(endpoint, fates)).Distinct()
                    .Order(StringComparer.Ordinal).ToValueList(),
                step.Key.Reason))
            .ToValueList();

    public static string NameOf(LocalityEndpoint endpoint, Dictionary<(string, int), EndpointFate> fates)
    {
        string cluster = fates.TryGetValue((endpoint.Address, endpoint.Port), out EndpointFate? fate) ? fate.Cluster : "";
        return string.Create(CultureInfo.InvariantCulture, $"{cluster}{(cluster.Length > 0 ? " " : "")}{endpoint.Address}:{endpoint.Port}");
    }
}
