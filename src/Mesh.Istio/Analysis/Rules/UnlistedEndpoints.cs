using Mesh.Inventories;
using Mesh.Istio.Analysis.Indexes;
using Mesh.Istio.ControlPlane.Registry;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Analysis.Rules;

/// <summary>
/// An endpoint belongs to a host by the names of ports, or by labels. One that belongs to none is never called, whatever fails.
/// </summary>
internal sealed class UnlistedEndpoints : IAnalysisRule
{
    private const string AnyHost = "";

    public void Check(AnalyzedMesh mesh, Findings findings)
    {
        foreach (AnalyzedCluster cluster in mesh.Clusters.Where(cluster => cluster.Written.Length > 0))
        {
            HashSet<(string Host, string Namespace, string Address)> listed = Listed(cluster.Index.Registry);
            foreach (WrittenEndpoint endpoint in cluster.Written.Where(endpoint => endpoint.Address.Length > 0))
            {
                if (Reason(cluster, endpoint, listed) is ({ } why, { } help))
                {
                    findings.Add(
                        AnalysisDiagnostics.UnlistedEndpoint, $"{endpoint.Path}address",
                        $"{endpoint.Address} is called by nobody: {why}.", help);
                }
            }
        }
    }

    // Of the services of a namespace for one host, one decides about the ports.
    private static HashSet<(string Host, string Namespace, string Address)> Listed(ServiceRegistry registry)
    {
        var listed = new HashSet<(string, string, string)>();
        foreach (MeshService service in registry.Services)
        {
            if (registry.ByNamespace(service.Host).GetValueOrDefault(service.Namespace)?.Source != service.Source)
            {
                continue;
            }

            var ports = service.Ports.Select(port => port.Name).ToHashSet(StringComparer.Ordinal);
            foreach (RegistryEndpoint endpoint in registry.EndpointsOf(service).Where(endpoint => ports.Contains(endpoint.PortName)))
            {
                listed.Add((service.Host, service.Namespace, endpoint.Value.Address));
                listed.Add((AnyHost, service.Namespace, endpoint.Value.Address));
            }
        }

        return listed;
    }

    private static (string Why, string Help)? Reason(
        AnalyzedCluster cluster, WrittenEndpoint endpoint, HashSet<(string Host, string Namespace, string Address)> listed)
    {
        string ns = endpoint.Object.Metadata.Namespace ?? "";
        return endpoint.Object switch
        {
            ServiceEntry entry => OfEntry(cluster, entry, endpoint, [.. entry.Hosts.Where(
                host => !listed.Contains((host, ns, endpoint.Address)))]),
            WorkloadEntry when !listed.Contains((AnyHost, ns, endpoint.Address)) => OfWorkload(cluster, endpoint, ns),
            _ => null,
        };
    }

    private static (string Why, string Help)? OfEntry(AnalyzedCluster cluster, ServiceEntry entry, WrittenEndpoint endpoint, string[] hosts)
    {
        string ns = entry.Metadata.Namespace ?? "";
        if (entry.Ports.IsEmpty)
        {
            return ("the ServiceEntry has no ports", "Write the ports of the host.");
        }

        // What cannot be resolved, or has no endpoints by its resolution, has findings of its own; so have several entries of one host.
        bool isOther = entry.Resolution is not (ServiceEntryResolution.Static or ServiceEntryResolution.Dns)
            || (entry.Resolution == ServiceEntryResolution.Static && !IpText.IsAddress(endpoint.Address))
            || entry.WorkloadSelector is not null;
        foreach (string host in isOther ? [] : hosts)
        {
            if (cluster.Index.Registry.ByNamespace(host).GetValueOrDefault(ns) is { FromKubernetes: true } service)
            {
                return (
                    $"{service.Source} is of the same host {host}, and calls its ports {Names(service.Ports.Select(port => port.Name))}, "
                        + $"ServiceEntry {entry.Metadata.Name} calls them {Names(entry.Ports.Select(port => port.Name))}",
                    "Give the ports of both the same names.");
            }
        }

        return null;
    }

    private static (string Why, string Help)? OfWorkload(AnalyzedCluster cluster, WrittenEndpoint endpoint, string ns)
    {
        // Without the cluster's Services nobody knows what selects it.
        if (!cluster.KnowsServices)
        {
            return null;
        }

        MeshService? selecting = cluster.Index.Registry.Services.FirstOrDefault(service => service.Namespace == ns
            && !service.Selector.IsEmpty && LabelMatch.Matches(service.Selector, endpoint.Labels));
        return selecting is null
            ? (
                $"no Service or ServiceEntry of namespace {ns} selects its labels",
                "Give it the labels that the service selects, or remove it.")
            : !IpText.IsAddress(endpoint.Address)
                ? (
                    $"it is a name, and {selecting.Source} takes addresses only",
                    "Write an IP address, or a ServiceEntry with resolution DNS.")
                : null;
    }

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));
}
