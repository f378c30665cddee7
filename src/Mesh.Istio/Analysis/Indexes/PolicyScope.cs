using Mesh.Istio.Resources;

namespace Mesh.Istio.Analysis.Indexes;

/// <summary>A place in a DestinationRule that can hold a policy.</summary>
/// <param name="Field">The field, for example <c>subsets[v1].trafficPolicy</c>.</param>
/// <param name="LoadBalancer">Its load balancer.</param>
/// <param name="OutlierDetection">Its outlier detection.</param>
/// <param name="Port">The port that it is for; <see langword="null"/> for all.</param>
internal sealed record PolicyScope(string Field, LoadBalancerSettings? LoadBalancer, OutlierDetection? OutlierDetection, int? Port)
{
    /// <summary>All places of a rule: the rule itself, its ports, its subsets, and their ports.</summary>
    public static IEnumerable<PolicyScope> Of(DestinationRule rule)
    {
        foreach (PolicyScope scope in Of(rule.TrafficPolicy, "trafficPolicy"))
        {
            yield return scope;
        }

        foreach (Subset subset in rule.Subsets.AsEnumerable())
        {
            foreach (PolicyScope scope in Of(subset.TrafficPolicy, $"subsets[{subset.Name}].trafficPolicy"))
            {
                yield return scope;
            }
        }
    }

    private static IEnumerable<PolicyScope> Of(TrafficPolicy? policy, string field)
    {
        if (policy is null)
        {
            yield break;
        }

        yield return new PolicyScope(field, policy.LoadBalancer, policy.OutlierDetection, null);
        foreach (PortTrafficPolicy port in policy.PortLevelSettings.AsEnumerable())
        {
            int number = (int)(port.Port?.Number ?? 0);
            yield return new PolicyScope(PortField(field, number), port.LoadBalancer, port.OutlierDetection, number);
        }
    }

    public static string PortField(string field, int port) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{field}.portLevelSettings[port {port}]");
}
