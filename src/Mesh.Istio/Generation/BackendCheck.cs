using Mesh.Diagnostics;
using Mesh.Inventories;

namespace Mesh.Istio.Generation;

/// <summary>Whether a server in a cluster has services to send its host's requests to.</summary>
internal sealed class BackendCheck(ServerEntry entry, ICollection<Diagnostic> diagnostics)
{
    private readonly List<(int Port, ServiceName Name, string Cluster, ValueList<ServicePortInfo> Ports)> _found = [];

    /// <summary>
    /// False when none of the server's services exists in the cluster. Clients are then not told of that gateway, which could only answer
    /// 503. Pods that are not ready do not matter: that changes by the minute and is outlier detection's business.
    /// </summary>
    public bool CanServe(ClusterFacts cluster)
    {
        ServiceDestination[] destinations = [.. entry.Destinations().SelectMany(list => list.Destinations).Distinct()];
        if (!cluster.KnowsServices || destinations.Length == 0)
        {
            return true;
        }

        bool any = entry.Routes.Any(route => route.Action is not ForwardAction);
        foreach (ServiceDestination destination in destinations)
        {
            any |= !ServiceName.TryParse(destination.Service, entry.Gateway.Gateway.Namespace, out ServiceName name)
                || Exists(cluster, name, destination.Port);
        }

        return any;
    }

    /// <summary>
    /// Says which ports the services do not have. Where some cluster's service has it the others may be behind; a port that none has is a
    /// mistake like a name that none has.
    /// </summary>
    public void ReportPorts()
    {
        foreach (var group in _found.GroupBy(found => (found.Name, found.Port)))
        {
            (ServiceName name, int port) = group.Key;
            (string Cluster, string Ports)[] without = [.. group
                .Where(found => !found.Ports.Any(candidate => candidate.Number == port))
                .Select(found => (found.Cluster, string.Join(", ", found.Ports.Select(candidate => candidate.Number).Order())))
                .Distinct()];
            if (without.Length == group.Select(found => found.Cluster).Distinct().Count())
            {
                string[] ports = [.. without.Select(found => found.Ports).Distinct()];
                string has = ports.Length == 1 ? ports[0] : string.Join("; ", without.Select(found => $"{found.Ports} in {found.Cluster}"));
                Diagnostic nowhere = GenerationDiagnostics.ServicePortMissing.At(
                    entry.Path, $"Service '{name.Namespace}/{name.Name}' has no port {port} in any cluster; it has {has}.",
                    "Correct the port of the route.");
                diagnostics.Add(nowhere with { Severity = DiagnosticSeverity.Error });
                continue;
            }

            foreach ((string cluster, string ports) in without)
            {
                diagnostics.Add(GenerationDiagnostics.ServicePortMissing.At(
                    entry.Path, $"In cluster '{cluster}' service '{name.Namespace}/{name.Name}' has no port {port}; it has {ports}.",
                    "Correct the port of the route, or give the service the same ports there."));
            }
        }
    }

    private bool Exists(ClusterFacts cluster, ServiceName name, int port)
    {
        ServiceInfo? service = cluster.FindService(name.Namespace, name.Name);
        if (service is null && cluster.IsObserved)
        {
            diagnostics.Add(GenerationDiagnostics.ServiceMissing.At(
                entry.Path,
                $"In cluster '{cluster.Name}' there is no service '{name.Name}' in namespace '{name.Namespace}'. A gateway without any "
                    + $"service of a host is left out of the host's endpoints.",
                "Deploy the service there, or leave the cluster out of the workspace's namespaces."));
        }
        else if (service is not null)
        {
            _found.Add((port, name, cluster.Name, service.Ports));
        }

        return service is not null;
    }
}
