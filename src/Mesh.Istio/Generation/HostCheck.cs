using Mesh.Diagnostics;

namespace Mesh.Istio.Generation;

/// <summary>Finds hosts that cannot fail over, and settings that leave a gap, before anybody relies on them.</summary>
internal static class HostCheck
{
    public static void Run(IReadOnlyList<ServedHost> hosts, ClusterMap clusters, ICollection<Diagnostic> diagnostics)
    {
        foreach (ServedHost host in hosts)
        {
            string path = host.Entry.Path;
            CheckReach(host, path, clusters, diagnostics);
            CheckHang(host, path, diagnostics);
            CheckKeepAlive(host, path, clusters, diagnostics);
            var views = new HostViews(host, clusters);
            CheckRetries(host, path, clusters, views, diagnostics);
            CheckSpill(host, path, clusters, views, diagnostics);
            CheckDns(host, path, clusters, diagnostics);
            CheckWeights(host, path, clusters, views, diagnostics);
        }
    }

    private static void CheckReach(ServedHost host, string path, ClusterMap clusters, ICollection<Diagnostic> diagnostics)
    {
        if (host.Sites.Values.Any(site => !site.Cluster.IsObserved))
        {
            return;
        }

        GatewayInCluster[] open = [.. host.Sites.Values.Where(site => site.AcceptsMeshTraffic)];
        // Two with an address for others are reached by everybody, each by the other's clients too.
        string[] cutOff = open.Count(site => !site.RemoteAddresses.IsEmpty) > 1 ? []
            : [.. clusters.All.Where(client => open.All(site => site.AddressesFrom(client.Name).IsEmpty)).Select(client => client.Name)];
        if (cutOff.Length > 0)
        {
            diagnostics.Add(GenerationDiagnostics.HostUnreachable.At(
                path,
                $"Host '{host.Hostname}' can be reached through no gateway from cluster(s) {string.Join(
                    ", ", cutOff)}; nothing is generated for it there.",
                "Mend what the other findings say about the gateway, then generate again."));
        }

        if (host.Paths.IsRestricted && clusters.All.All(cluster => cluster.IsObserved))
        {
            CheckWays(host, path, open, clusters, diagnostics);
        }

        if (open.Length == 1 && clusters.All.Count > 1)
        {
            diagnostics.Add(GenerationDiagnostics.NoFallback.At(
                path,
                $"Host '{host.Hostname}' is served in cluster '{open[0].Cluster.Name}' only; when that dies there is nothing to fail over "
                    + $"to.",
                "Let the workspace own the gateway's namespace in another cluster too, and deploy gateway and service there."));
        }
    }

    private static void CheckWays(
        ServedHost host, string path, GatewayInCluster[] open, ClusterMap clusters, ICollection<Diagnostic> diagnostics)
    {
        string[] missing = [.. clusters.All
            .SelectMany(client => open.Select(site => site.Cluster.Name)
                .Except(host.Paths.From(client).Select(path => path.Target))
                .Select(target => $"{client.Name} to {target}"))];
        if (missing.Length > 0)
        {
            diagnostics.Add(GenerationDiagnostics.NoPath.At(
                path,
                $"Host '{host.Hostname}' has no way from {string.Join(", ", missing.Take(10))}{(missing.Length > 10 ? " and more"
                    : "")}: the networks do not reach each other, and no transit gateway leads there.",
                "Nothing, if that is meant; else extend the reachability, or add a transit gateway between them."));
        }
    }

    private static void CheckHang(ServedHost host, string path, ICollection<Diagnostic> diagnostics)
    {
        if (HostPort.IsHttp(host.Server) && host.Settings.RequestTimeout is null)
        {
            diagnostics.Add(RetryFindings.Hang(path, $"Host '{host.Hostname}' has"));
        }
    }

    private static void CheckKeepAlive(ServedHost host, string path, ClusterMap clusters, ICollection<Diagnostic> diagnostics)
    {
        string[] without = host.SharesConnections && host.Settings.RequestTimeout is null
            ? [.. clusters.All.Where(client => !client.IstioVersion.SendsHttp2Keepalive).Select(client => client.Name)]
            : [];
        if (without.Length > 0)
        {
            diagnostics.Add(RetryFindings.NothingEnds(path, $"host '{host.Hostname}'", without));
        }
    }

    private static void CheckRetries(
        ServedHost host, string path, ClusterMap clusters, HostViews views, ICollection<Diagnostic> diagnostics)
    {
        if (!HostPort.IsHttp(host.Server) || host.Sites.Count < 2)
        {
            return;
        }

        RetryPlan plan = RetryPlan.For(0, host.Settings) with { IsGrpc = host.Protocol == HttpProtocol.Grpc };
        if (plan.IsByMethod)
        {
            diagnostics.Add(RetryFindings.ByMethod(path, $"host '{host.Hostname}'"));
        }
        else if (plan is { IsGrpc: true, Attempts: > 0 })
        {
            diagnostics.Add(RetryFindings.Grpc(path, $"host '{host.Hostname}'"));
        }

        if (!RetryPlan.Default(host.Sites.Count - 1).Reaches(host.Sites.Count - 1) && host.Settings.Retries?.Attempts is null)
        {
            RetryFindings.AddUnreached(
                path, $"host '{host.Hostname}'",
                clusters.All.Select(client => (client, views.From(client).HighestRank)), diagnostics);
        }
    }

    private static void CheckSpill(
        ServedHost host, string path, ClusterMap clusters, HostViews views, ICollection<Diagnostic> diagnostics)
    {
        // Views of all clients are made only where addresses can differ at all: a client's own cluster has one.
        if (host.Sites.Values.All(site => site.RemoteAddresses.Count < 2))
        {
            return;
        }

        string[] clients = [.. clusters.All.Where(client => views.From(client).SpillsByAddress).Select(
            client => client.Name)];
        if (clients.Length > 0)
        {
            diagnostics.Add(RetryFindings.Spill(path, $"host '{host.Hostname}'", clients));
        }
    }

    private static void CheckDns(ServedHost host, string path, ClusterMap clusters, ICollection<Diagnostic> diagnostics)
    {
        if (host.Sites.Values.FirstOrDefault(site => site.RemoteAddresses.Any(GatewayInCluster.IsName)) is not { } named)
        {
            return;
        }

        foreach (ClusterFacts client in clusters.All.Where(
            client => client.Name != named.Cluster.Name && !client.IstioVersion.AppliesFailoverPriorityToDns))
        {
            diagnostics.Add(GenerationDiagnostics.OrderIgnoredForDns.At(
                path,
                $"Cluster '{client.Name}' runs Istio {client.IstioVersion}, which ignores the order of clusters for host "
                    + $"'{host.Hostname}' because a gateway's address is a DNS name.",
                "Upgrade to Istio 1.30 or later, or give the gateways IP addresses."));
        }
    }

    private static void CheckWeights(
        ServedHost host, string path, ClusterMap clusters, HostViews views, ICollection<Diagnostic> diagnostics)
    {
        string[] clients = host.HasWeights
            ? [.. clusters.All.Where(client => views.From(client).HasRoundedWeights).Select(
                client => client.Name)]
            : [];
        if (clients.Length > 0)
        {
            diagnostics.Add(GenerationDiagnostics.WeightsRounded.At(
                path,
                $"In cluster(s) {string.Join(
                    ", ", clients)} the weights of host '{host.Hostname}', shared out over the gateways' addresses, add up to more than "
                        + $"the {uint.MaxValue} that Envoy holds; they are rounded.",
                "Use smaller weights of the same ratio, or give gateways of one tier the same number of addresses."));
        }
    }
}
