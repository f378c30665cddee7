using Mesh.Diagnostics;
using Mesh.Istio.Generation.Surroundings;

namespace Mesh.Istio.Generation.EastWest;

/// <summary>
/// What passes at east-west gateways in each cluster: one server for each service over all Gateways of one workload. A second makes Envoy
/// refuse the whole listener, and a gateway that runs takes no change any more.
/// </summary>
internal sealed class EastWestListeners
{
    private readonly Dictionary<string, SortedDictionary<string, (EastWestInCluster Gateway, List<ExposedService> Services)>> _served =
        new(StringComparer.Ordinal);
    private readonly Dictionary<(string Cluster, string Home, ValueMap<string> Workload), string> _first = [];
    private readonly IReadOnlyDictionary<string, ForeignGateways> _foreign;
    private readonly ICollection<Diagnostic> _diagnostics;

    public EastWestListeners(
        IReadOnlyList<ExposedService> services, IReadOnlySet<(ExposedService Service, string Cluster)> used,
        IReadOnlyDictionary<string, ForeignGateways> foreign, ICollection<Diagnostic> diagnostics)
    {
        _foreign = foreign;
        _diagnostics = diagnostics;
        foreach (ServiceInCluster site in services.SelectMany(service => service.InClusters.Values).Where(site => site.Gateway is not null))
        {
            // Of several gateways of a workspace on the same pods the first by path stands for all.
            (string, string, ValueMap<string>) key = KeyOf(site.Cluster.Name, site.Gateway!);
            string path = site.Gateway!.Entry.FullPath;
            if (!_first.TryGetValue(key, out string? first) || string.CompareOrdinal(path, first) < 0)
            {
                _first[key] = path;
            }
        }

        var passed = new Dictionary<(string Path, string Other), (SortedSet<string> Clusters, SortedSet<string> Services)>();
        foreach (ExposedService service in services)
        {
            foreach (ServiceInCluster site in service.InClusters.Values.Where(site => used.Contains((service, site.Cluster.Name))))
            {
                if (site.Gateway is { } gateway)
                {
                    Add(service, site.Cluster.Name, gateway, passed);
                }
            }
        }

        foreach (((string path, string other), (SortedSet<string> clusters, SortedSet<string> names)) in passed)
        {
            diagnostics.Add(SurroundingsDiagnostics.PassedByOthers.At(
                path,
                $"In cluster(s) {string.Join(", ", clusters)} Gateway {other} passes service(s) {string.Join(", ", names.Take(5))}"
                    + $"{(names.Count > 5 ? " and more" : "")} at the same pods already. A second server would take the whole listener "
                    + "down, so none is "
                    + "written for them.",
                "Nothing; when that Gateway goes or covers them no more, generate again."));
        }
    }

    /// <summary>The gateways of a cluster with what passes there, by path.</summary>
    public IEnumerable<(EastWestInCluster Gateway, List<ExposedService> Services)> In(string cluster) =>
        _served.TryGetValue(cluster, out SortedDictionary<string, (EastWestInCluster, List<ExposedService>)>? served) ? served.Values : [];

    private static (string, string, ValueMap<string>) KeyOf(string cluster, EastWestInCluster gateway) =>
        (cluster, $"{gateway.Entry.Workspace.FullPath}/{gateway.Entry.Gateway.Namespace}", gateway.Entry.Workload);

    private void Add(
        ExposedService service, string cluster, EastWestInCluster gateway,
        Dictionary<(string Path, string Other), (SortedSet<string> Clusters, SortedSet<string> Services)> passed)
    {
        ForeignServer[] others = [.. _foreign[cluster].On(gateway.Entry.Gateway.Namespace, gateway.Entry.Workload)];
        if (Array.Find(others, other => other.IsPlain) is { } plain)
        {
            _diagnostics.Add(SurroundingsDiagnostics.MeshPortTaken.At(
                gateway.Entry.Path,
                $"In cluster '{cluster}' Gateway {plain.Name} has a server without TLS (protocol {plain.Server.Protocol}) on port "
                    + $"{GatewayServer.MeshPort} of the east-west gateway's pods. It takes every service away that is passed through "
                    + "there.",
                $"Move that server to another port; {GatewayServer.MeshPort} is for calls between clusters."));
        }

        if (Array.Find(others, other => other.Passes(service.Name)) is { } covering)
        {
            (string, string) key = (gateway.Entry.Path, covering.Name);
            if (!passed.TryGetValue(key, out (SortedSet<string> Clusters, SortedSet<string> Services) found))
            {
                passed.Add(
                    key,
                    found = (new SortedSet<string>(StringComparer.Ordinal), new SortedSet<string>(StringComparer.Ordinal)));
            }

            found.Clusters.Add(cluster);
            found.Services.Add($"'{service.Name}'");
            return;
        }

        if (!_served.TryGetValue(cluster, out SortedDictionary<string, (EastWestInCluster, List<ExposedService>)>? served))
        {
            _served.Add(cluster, served = new(StringComparer.Ordinal));
        }

        string path = _first[KeyOf(cluster, gateway)];
        if (!served.TryGetValue(path, out (EastWestInCluster Gateway, List<ExposedService> Services) list))
        {
            served.Add(path, list = (gateway, []));
        }
        else if (string.CompareOrdinal(gateway.Entry.FullPath, list.Gateway.Entry.FullPath) < 0)
        {
            served[path] = list = (gateway, list.Services);
        }

        if (!list.Services.Exists(other => other.Name == service.Name))
        {
            list.Services.Add(service);
        }
    }
}
