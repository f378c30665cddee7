using Mesh.Diagnostics;
using Mesh.Inventories;

namespace Mesh.Istio.Generation;

/// <summary>Whether a server in a cluster has services to send its host's requests to.</summary>
internal sealed class BackendCheck(ServerEntry entry, ICollection<Diagnostic> diagnostics)
{
    /// <summary>
    /// False when none of the server's services exists in the cluster. Clients are then not told of that gateway, which could only answer 503.
    /// Pods that are not ready do not matter: that changes by the minute and is outlier detection's business.
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

    private bool Exists(ClusterFacts cluster, ServiceName name, int port)
    {
        ServiceInfo? service = cluster.FindService(name.Namespace, name.Name);
        if (service is null)
        {
            diagnostics.Add(GenerationDiagnostics.ServiceMissing.At(
                entry.Path,
                $"In cluster '{cluster.Name}' there is no service '{name.Name}' in namespace '{name.Namespace}'. A gateway without any service of a host is left out of the host's endpoints.",
                "Deploy the service there, or leave the cluster out of the workspace's namespaces."));
        }
        else if (!service.Ports.Any(candidate => candidate.Number == port))
        {
            diagnostics.Add(GenerationDiagnostics.ServicePortMissing.At(
                entry.Path,
                $"In cluster '{cluster.Name}' service '{name.Namespace}/{name.Name}' has no port {port}; it has {string.Join(", ", service.Ports.Select(candidate => candidate.Number).Order())}.",
                "Correct the port of the route."));
        }

        return service is not null;
    }
}
