using Mesh.Istio.Analysis.Indexes;
using Mesh.Istio.ControlPlane.Registry;
using Mesh.Istio.ControlPlane.Visibility;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Analysis.Rules;

/// <summary>A route leads to one Envoy cluster. Failover happens inside it, never from one destination of the route to another.</summary>
internal sealed class RouteToOnePlace : IAnalysisRule
{
    // Subsets by place are meant to stay there, and so is one of injected pods, which the entries of other clusters' gateways are not.
    private static bool IsPlace(string label, string prefix) =>
        label == "security.istio.io/tlsMode" || label.StartsWith("topology.", StringComparison.Ordinal)
        || label.StartsWith($"{prefix}/", StringComparison.Ordinal);

    public void Check(AnalyzedMesh mesh, Findings findings)
    {
        foreach (AnalyzedCluster cluster in mesh.Clusters)
        {
            ILookup<(string Host, string Subset), PolicyCase> cases = cluster.Policies
                .Where(policy => policy.Service is not null)
                .ToLookup(policy => (policy.Service!.Host, policy.Subset?.Name ?? ""));
            foreach (VirtualService routes in cluster.Objects.OfType<VirtualService>())
            {
                CheckSubsets(cluster, routes, cases, findings);
                CheckRetries(cluster, routes, cases, findings);
            }
        }
    }

    private static void CheckSubsets(
        AnalyzedCluster cluster, VirtualService routes, ILookup<(string Host, string Subset), PolicyCase> cases, Findings findings)
    {
        // However many routes and ports lead to a subset, it lacks one thing.
        var said = new HashSet<(string Host, string Subset)>();
        foreach ((string field, Resources.Destination destination) in RouteDestinations.Of(routes).Where(
            target => !string.IsNullOrEmpty(target.Destination.Subset)))
        {
            string host = HostOf(cluster, routes, destination);
            if (said.Contains((host, destination.Subset!)))
            {
                continue;
            }

            string path = cluster.PathOf(routes, $"{field}.destination.subset");
            if (cluster.Index.Registry.ByNamespace(host).Count == 0)
            {
                continue;
            }

            PolicyCase[] found = [.. cases[(host, destination.Subset!)].Where(
                policy => destination.Port?.Number is not { } port || policy.Port == port)];
            if (found.Length == 0)
            {
                said.Add((host, destination.Subset!));
                findings.Add(
                    AnalysisDiagnostics.RouteToOnePlace, path,
                    $"No DestinationRule for {host} has a subset '{destination.Subset}': requests fail.",
                    "Add the subset, or remove it from the route.");
            }

            if (found.Where(policy => policy.IsBalanced && !policy.Subset!.Labels.Keys.Any(label => IsPlace(label, cluster.LabelPrefix)))
                .Any(policy => Check(policy, path, findings)))
            {
                said.Add((host, destination.Subset!));
            }
        }
    }

    // Whether there is something to say.
    private static bool Check(PolicyCase policy, string path, Findings findings)
    {
        IEnumerable<RegistryEndpoint> all = policy.Cluster.Index.Registry.EndpointsOf(policy.Service!).Where(
            endpoint => endpoint.PortName == policy.Template!.Identity.Port.Name);
        string[] reached = RegionsOf(policy.Endpoints);
        string[] left = [.. RegionsOf(all).Except(reached, StringComparer.Ordinal)];
        if (reached.Length > 1 || left.Length == 0)
        {
            return false;
        }

        findings.Add(
            AnalysisDiagnostics.RouteToOnePlace,
            path,
            $"Subset '{policy.Subset!.Name}' of {policy.Service!.Host} has endpoints {(reached.Length == 0 ? "nowhere"
                : $"only in '{reached[0]}'")}, and the host has some in {string.Join(
                    ", ", left)}: a route to the subset cannot fail over to them.",
            "Run the subset's version in every region, or route to the host without subset.");
        return true;
    }

    private static void CheckRetries(
        AnalyzedCluster cluster, VirtualService routes, ILookup<(string Host, string Subset), PolicyCase> cases, Findings findings)
    {
        for (int i = 0; i < routes.Http.Count; i++)
        {
            if (routes.Http[i].Retries?.RetryRemoteLocalities != true)
            {
                continue;
            }

            foreach (Resources.Destination destination in routes.Http[i].Route.Select(target => target.Destination))
            {
                if (cases[(HostOf(cluster, routes, destination), destination.Subset ?? "")].FirstOrDefault(
                    policy => policy.Setting.Locality?.Distribute is not null) is { } weighed)
                {
                    findings.Add(
                        AnalysisDiagnostics.RouteToOnePlace,
                        cluster.PathOf(
                            routes, string.Create(
                                System.Globalization.CultureInfo.InvariantCulture, $"http[{i}].retries.retryRemoteLocalities")),
                        $"retryRemoteLocalities is set, and distribute puts all places of {weighed.Target} into one priority: retries do "
                            + $"not leave the place.",
                        "Use failover or failoverPriority instead of distribute.");
                }
            }
        }
    }

    private static string HostOf(AnalyzedCluster cluster, VirtualService routes, Resources.Destination destination) =>
        HostName.Expand(destination.Host, routes.Metadata.Namespace ?? "", cluster.Index.Settings.CompletingDomain);

    private static string[] RegionsOf(IEnumerable<RegistryEndpoint> endpoints) =>
        [.. endpoints.Select(endpoint => endpoint.Value.Locality.Region).Where(region => region.Length > 0).Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)];
}
