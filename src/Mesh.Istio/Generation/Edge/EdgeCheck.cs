using Mesh.Diagnostics;

namespace Mesh.Istio.Generation.Edge;

/// <summary>What edges and transit gateways ask for and their clusters cannot give.</summary>
internal sealed class EdgeCheck(IReadOnlyDictionary<string, ServedHost> hosts, ClusterMap clusters, ICollection<Diagnostic> diagnostics)
{
    public void Run(PlacedGateway gateway, bool passesOn)
    {
        if (gateway.Entry.Gateway.Transit == true && !passesOn && clusters.All.All(cluster => cluster.IsObserved))
        {
            diagnostics.Add(GenerationDiagnostics.TransitUnused.At(
                gateway.Entry.Path,
                "No cluster needs the transit gateway to reach a host of the workspace; nothing is generated for its transit.",
                "Nothing, if the networks reach each other anyway; else check the reachability from and to the gateway's network."));
        }

        foreach ((ServerEntry server, ClusterAction action) in EdgeServer.ActionsOf(gateway))
        {
            if (!hosts.TryGetValue(action.Host ?? server.Server.Hostname, out ServedHost? host))
            {
                continue;
            }

            if (EdgeTargets.IsSplit(action))
            {
                diagnostics.Add(GenerationDiagnostics.ShareWithoutFallback.At(
                    server.Path,
                    $"The route to '{host.Hostname}' gives {string.Join(
                        ", ", action.Clusters.Select(cluster => cluster.Cluster))} shares; when one dies its share fails.",
                    "Nothing, if that is meant; else say WithFallback."));
            }

            foreach (GatewayInCluster site in gateway.Sites.Values.Where(
                site => site.Cluster.IsObserved && host.Sites.Values.All(served => served.Cluster.IsObserved)))
            {
                Check(server.Path, site.Cluster, host, action, gateway.Entry.Gateway.Namespace);
            }
        }
    }

    private void Check(string path, ClusterFacts cluster, ServedHost host, ClusterAction action, string namespaceName)
    {
        if (EdgeTargets.IsSplit(action) && new ForeignRules(cluster).For(host.Hostname, namespaceName) is { } rule)
        {
            diagnostics.Add(GuardrailDiagnostics.RuleBesideEdge.At(
                path,
                $"In cluster '{cluster.Name}' DestinationRule {rule.Namespace}/{rule.Name} is for host '{host.Hostname}' in the gateway's "
                    + "namespace, where the gateway has one of its own. Of the two one alone holds for the other workloads of the "
                        + "namespace.",
                "Remove that rule, or place the gateway in a namespace of its own."));
        }

        var view = HostView.From(cluster, host, clusters.RegionOf);
        string[] reached = [.. view.Endpoints.Select(endpoint => endpoint.Target).Distinct(StringComparer.Ordinal)];
        string[] missing = [.. action.Clusters.Select(named => named.Cluster).Except(reached)];
        if (missing.Length > 0)
        {
            diagnostics.Add(GenerationDiagnostics.EdgeClusterUnusable.At(
                path,
                $"From cluster '{cluster.Name}' host '{host.Hostname}' has no way of its own to {string.Join(
                    ", ", missing)}: it is not served there, the cluster is evacuated, or no network leads there but through a gateway "
                        + $"that also leads elsewhere.",
                "Leave the cluster out, or mend what the other findings say about it."));
        }

        if (view.Endpoints.Count == 0 || (EdgeTargets.IsSplit(action) && EdgeTargets.Usable(action, view).Length == 0))
        {
            diagnostics.Add(GenerationDiagnostics.EdgeWithoutCluster.At(
                path,
                $"From cluster '{cluster.Name}' the route to '{host.Hostname}' leads nowhere; the gateway answers 503 there.",
                "Name clusters that serve the host and can be reached."));
        }
    }
}
