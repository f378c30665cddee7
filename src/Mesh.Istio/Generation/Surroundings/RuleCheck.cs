using Mesh.Diagnostics;
using Mesh.Istio.Generation.EastWest;
using Mesh.Istio.Generation.Services;

namespace Mesh.Istio.Generation.Surroundings;

/// <summary>Finds DestinationRules of others that a rule of the model's takes the effect from, or that hold instead of it.</summary>
internal static class RuleCheck
{
    private static readonly ValueList<string> Everybody = ["*"];

    public static void Run(
        IReadOnlyList<ServedHost> hosts, IReadOnlyList<ExposedService> exposed, EastWestPlan eastWest, ServicePlan services,
        ClusterMap clusters, ICollection<Diagnostic> diagnostics)
    {
        (ClusterFacts Cluster, ForeignRules Rules)[] foreign = [.. clusters.All
            .Where(cluster => cluster.Inventory is { DestinationRules.IsEmpty: false })
            .Select(cluster => (cluster, new ForeignRules(cluster)))
            .Where(pair => !pair.Item2.IsEmpty)];
        if (foreign.Length == 0)
        {
            return;
        }

        foreach (ServedHost host in hosts)
        {
            string home = host.Metadata.Namespace ?? "";
            RuleFindings.Add(
                host.Entry.Path, $"host '{host.Hostname}'", $"{home}/{host.Metadata.Name}",
                foreign.Select(pair => (
                    pair.Cluster.Name, pair.Rules.Beside(host.Hostname, home, Everybody, [], name => HasCallers(pair.Cluster, name)))),
                "calls reach the gateways' mutual TLS without saying the host, and all of them fail", diagnostics);
        }

        foreach (ExposedService service in exposed)
        {
            CheckExposed(service, eastWest, foreign, diagnostics);
        }

        foreach (ServicePolicy policy in services.WithRules)
        {
            string home = policy.Name.Namespace;
            RuleFindings.Add(
                ModelPath.Short(policy.FullPath), $"service '{policy.Name}'", $"{home}/{ObjectNames.Service(policy.Name)}",
                foreign.Where(pair => services.HasRuleFor(pair.Cluster, policy.Name)).Select(pair => (
                    pair.Cluster.Name,
                    pair.Rules.Beside(policy.Name.Fqdn, home, Everybody, [], name => HasCallers(pair.Cluster, name)))),
                lost: null, diagnostics);
        }
    }

    private static void CheckExposed(
        ExposedService service, EastWestPlan eastWest, (ClusterFacts Cluster, ForeignRules Rules)[] foreign,
        ICollection<Diagnostic> diagnostics)
    {
        string home = service.Name.Namespace;
        // A strict service says for each rule that it breaks it.
        RuleFindings.Add(
            service.Entry.Path, $"service '{service.Name}'", $"{home}/{ObjectNames.EastWest(service.Name)}",
            foreign.Where(pair => eastWest.Covers(pair.Cluster, service.Name)).Select(pair => (
                pair.Cluster.Name,
                pair.Rules.Beside(
                    service.Name.Fqdn, home, EastWestPolicy.IsPublicByDefault(pair.Cluster) ? [] : Everybody,
                    [EastWestPolicy.LocalSubset, OwnRule.Here, Tcp.TcpSubset.Name], name => HasCallers(pair.Cluster, name)))),
            service.IsStrict ? null : "without the order of clusters, own pods and other clusters' gateways share one tier", diagnostics);
    }

    private static bool HasCallers(ClusterFacts cluster, string namespaceName) =>
        cluster.Inventory is not { Workloads.IsEmpty: false } || cluster.PodsIn(namespaceName).Any(pod => pod.InMesh);
}
