using System.Globalization;
using Mesh.Inventories;
using Mesh.Istio.Analysis.Indexes;
using Mesh.Istio.ControlPlane.Registry;
using Mesh.Istio.Resources;
using LabelSelector = Mesh.Inventories.LabelMatch;

namespace Mesh.Istio.Analysis.Rules;

/// <summary>Endpoints belong to a port by its name, and an address has only the ports of the Service that it leads to.</summary>
internal sealed class PortMismatch : IAnalysisRule
{
    public void Check(AnalyzedMesh mesh, Findings findings)
    {
        foreach (AnalyzedCluster cluster in mesh.Clusters)
        {
            CheckAddresses(mesh, cluster, findings);
            CheckKeys(cluster, findings);
            foreach (AnalyzedCluster remote in cluster.Remotes.Select(mesh.Find).OfType<AnalyzedCluster>().Where(
                remote => remote != cluster))
            {
                CheckServices(cluster, remote, findings);
            }
        }
    }

    private static void CheckAddresses(AnalyzedMesh mesh, AnalyzedCluster cluster, Findings findings)
    {
        ILookup<string, WrittenEndpoint> written = cluster.Written.ToLookup(endpoint => endpoint.Address, StringComparer.Ordinal);
        foreach (MeshService service in written.Count == 0 ? [] : cluster.Index.Registry.Services)
        {
            foreach (RegistryEndpoint endpoint in cluster.Index.Registry.EndpointsOf(service))
            {
                // Proxies carry no UDP.
                if (service.Ports.Any(port => port.Name == endpoint.PortName && port.Protocol != PortProtocol.Udp)
                    && written[endpoint.Value.Address].FirstOrDefault() is { } source
                    && mesh.GatewayAt(endpoint.Value.Address, cluster) is { } door
                    && door.Service.Ports.All(port => port.Number != endpoint.Value.Port))
                {
                    findings.Add(
                        AnalysisDiagnostics.PortMismatch,
                        $"{source.Path}ports",
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"Port '{endpoint.PortName}' of {service.Host} leads to {endpoint.Value.Address}:{endpoint.Value.Port}, and "
                                + $"Service {door.Service.Namespace}/{door.Service.Name} of {door.Cluster.Name} has the ports {string.Join(
                                    ", ", door.Service.Ports.Select(port => port.Number))}."),
                        "Map the port in ports: its key is the target port's name, or the service port's name where the target port is a "
                            + "number. A port without name cannot be mapped.");
                }
            }
        }
    }

    // A key that is no port's leaves the endpoint on the pods' port.
    private static void CheckKeys(AnalyzedCluster cluster, Findings findings)
    {
        ILookup<string, WrittenEndpoint> entries = cluster.Written.Where(
            endpoint => endpoint.Object is WorkloadEntry && !endpoint.Value.Ports.IsEmpty)
            .ToLookup(endpoint => endpoint.Object.Metadata.Namespace ?? "", StringComparer.Ordinal);
        var used = new HashSet<(string Path, uint Port)>();
        var selected = new Dictionary<string, (WrittenEndpoint Entry, MeshService Service)>(StringComparer.Ordinal);
        foreach (MeshService service in cluster.Index.Registry.Services.Where(
            service => service.FromKubernetes && !service.Selector.IsEmpty))
        {
            foreach (WrittenEndpoint entry in entries[service.Namespace].Where(
                entry => LabelSelector.Matches(service.Selector, entry.Labels)))
            {
                selected.TryAdd(entry.Path, (entry, service));
                used.UnionWith(cluster.Index.Registry.EndpointsOf(service)
                    .Where(endpoint => endpoint.Value.Address == entry.Address)
                    .Select(endpoint => (entry.Path, (uint)endpoint.Value.Port)));
            }
        }

        foreach ((string path, (WrittenEndpoint entry, MeshService service)) in selected)
        {
            foreach ((string key, uint _) in entry.Value.Ports.Where(port => !used.Contains((path, port.Value))))
            {
                findings.Add(
                    AnalysisDiagnostics.PortMismatch,
                    $"{path}ports.{key}",
                    $"ports maps '{key}', and no port of {service.Host} is mapped by that name: {entry.Address} is called on the pods' "
                        + $"port.",
                    "Use the target port's name, or the service port's name where the target port is a number. A port without name cannot "
                        + "be mapped: name it.");
            }
        }
    }

    private static void CheckServices(AnalyzedCluster cluster, AnalyzedCluster remote, Findings findings)
    {
        var others = remote.Observed.Services.GroupBy(service => (service.Namespace, service.Name)).ToDictionary(
            group => group.Key, group => group.First());
        foreach (ServiceInfo service in cluster.Observed.Services)
        {
            if (!others.TryGetValue((service.Namespace, service.Name), out ServiceInfo? other))
            {
                continue;
            }

            string path = $"{cluster.Name}/Service/{service.Namespace}/{service.Name}";
            if (service.Headless != other.Headless)
            {
                findings.Add(
                    AnalysisDiagnostics.PortMismatch, $"{path}/clusterIP",
                    $"The service is headless in {(service.Headless ? cluster.Name : remote.Name)} and not in {(service.Headless
                        ? remote.Name : cluster.Name)}.", "Make it the same everywhere.");
            }

            foreach (ServicePortInfo port in service.Ports.Where(port => other.Ports.All(candidate => candidate.Name != port.Name)))
            {
                findings.Add(
                    AnalysisDiagnostics.PortMismatch,
                    string.Create(CultureInfo.InvariantCulture, $"{path}/ports[{port.Number}]"),
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Port {port.Number} is called '{port.Name}', and in {remote.Name} no port is called so: the endpoints there are "
                            + $"left out."),
                    "Give the port the same name in every cluster.");
            }
        }
    }
}
