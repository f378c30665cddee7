using System.Globalization;
using Mesh.Inventories;

namespace Mesh.Istio.Generation.Guardrails;

/// <summary>The pods' ports behind a Service's, which is what policies see.</summary>
internal static class TargetPorts
{
    /// <summary>The numbers behind a port, in order; none where it has a name that no pod tells.</summary>
    public static IEnumerable<int> Of(ServicePortInfo port, IEnumerable<WorkloadInfo> pods)
    {
        if (port.TargetPort.Length == 0)
        {
            return [port.Number];
        }

        return int.TryParse(port.TargetPort, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? [number]
            : pods.Select(pod => pod.NamedPorts.TryGetValue(port.TargetPort, out int named) ? named : 0)
                .Where(named => named > 0).Distinct().Order();
    }

    /// <summary>
    /// Where a port of a gateway's Services leads on its pods; the same number where nothing tells, which is Kubernetes' own default.
    /// </summary>
    public static IReadOnlyCollection<int> OfGateway(GatewayInCluster site, int port)
    {
        SortedSet<int> found = [.. PortsOf(site, port).SelectMany(each => Of(each, site.Pods))];
        return found.Count > 0 ? found : [port];
    }

    /// <summary>Whether the pods' port behind a gateway's port is known.</summary>
    public static bool AreKnown(GatewayInCluster site, int port) => PortsOf(site, port).All(each => Of(each, site.Pods).Any());

    private static IEnumerable<ServicePortInfo> PortsOf(GatewayInCluster site, int port)
    {
        if (site.Observed is not { } observed)
        {
            return [];
        }

        // istiod opens the target ports of all Services that select the pods.
        IEnumerable<ServiceInfo> others = observed.OtherServices.Select(name => site.Cluster.FindService(site.Namespace, name))
            .OfType<ServiceInfo>();
        return others.Prepend(observed.Service).SelectMany(service => service.Ports).Where(
            candidate => candidate.Number == port && candidate.Protocol == "TCP");
    }
}
