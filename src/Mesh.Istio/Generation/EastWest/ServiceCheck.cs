using Mesh.Diagnostics;
using Mesh.Inventories;

namespace Mesh.Istio.Generation.EastWest;

/// <summary>Whether a service of one cluster can take part, and why not.</summary>
internal sealed class ServiceCheck(ICollection<Diagnostic> diagnostics)
{
    /// <summary>The ports that carry connections, by number; UDP never passes a gateway.</summary>
    public static ValueList<ServicePortInfo> PortsOf(ServiceInfo service) =>
        service.Ports.Where(port => port.Protocol == "TCP").OrderBy(port => port.Number).ToValueList();

    /// <summary>False where the service's own callers would be cut off, or nothing could be joined to it.</summary>
    public bool IsUsable(SelectedService selected, ServiceDirectory cluster, ServiceInfo service)
    {
        string where = $"In cluster '{cluster.Cluster.Name}' service '{selected.Name}'";
        string? fault = service switch
        {
            { Type: "ExternalName" } => "is of type ExternalName",
            { Headless: true } => "is headless: its callers dial pods, not the service",
            { Selector.IsEmpty: true } => "has no selector, so no endpoint can be joined to it",
            _ => PortsOf(service).IsEmpty ? "has no TCP port" : null,
        };
        if (fault is not null)
        {
            diagnostics.Add(GenerationDiagnostics.ServiceNotExposable.At(
                selected.Path, $"{where} {fault}; it is left out there.",
                "Give it a cluster IP, a selector and a TCP port, or do not expose it."));
            return false;
        }

        string[] outside = [.. cluster.PodsOf(service).Where(pod => !pod.InMesh).Select(pod => pod.Name).Order(StringComparer.Ordinal)];
        if (outside.Length > 0)
        {
            diagnostics.Add(GenerationDiagnostics.PodsOutsideMesh.At(
                selected.Path,
                $"{where} has pods without a sidecar: {string.Join(", ", outside.Take(5))}{(outside.Length > 5 ? ", …"
                    : "")}. Mutual TLS would cut them off, so the service is left out there.",
                "Inject the sidecar into all of its pods, or do not expose the service."));
            return false;
        }

        return true;
    }

    /// <summary>
    /// Whether other clusters' gateways can be joined to the service in a cluster; it can be called from elsewhere all the same.
    /// </summary>
    public bool CanCall(SelectedService selected, ServiceDirectory cluster, ServiceInfo service)
    {
        string where = $"In cluster '{cluster.Cluster.Name}' service '{selected.Name}'";
        ServicePortInfo? unnamed = PortsOf(service).FirstOrDefault(port => port.Name.Length == 0);
        if (unnamed is not null)
        {
            diagnostics.Add(GenerationDiagnostics.ServicePortUnnamed.At(
                selected.Path,
                $"{where} has no name for port {unnamed.Number}, so it cannot be mapped to the other gateways' port; its callers there do "
                    + $"not fail over.",
                "Name the port, for example 'http'."));
        }

        string[] rivals = [.. cluster.Rivals(service)];
        if (rivals.Length > 0)
        {
            diagnostics.Add(GenerationDiagnostics.ServiceSelectorShared.At(
                selected.Path,
                $"{where} shares its pods with service(s) {string.Join(
                    ", ", rivals)}, whose selector is part of its own; they would take its entries too. Its callers there do not fail "
                        + $"over.",
                "Give the services selectors of which none is part of the other, or expose the wider one."));
        }

        return unnamed is null && rivals.Length == 0;
    }

    /// <summary>Tells where ports differ: calls to a port that the other side lacks cannot be sent there.</summary>
    public void ComparePorts(SelectedService selected, IReadOnlyCollection<ServiceInCluster> sites)
    {
        if (sites.Select(site => site.Ports.Select(port => port.Number).ToValueList()).Distinct().Count() > 1)
        {
            diagnostics.Add(GenerationDiagnostics.ServicePortsDiffer.At(
                selected.Path,
                $"Service '{selected.Name}' has different ports: {List(
                    sites, port => $"{port.Number}")}. Callers are sent only where all of their ports exist.",
                "Give the service the same ports in every cluster."));
        }
        else if (sites.Select(site => site.Ports.Select(port => port.Name).ToValueList()).Distinct().Count() > 1)
        {
            diagnostics.Add(GenerationDiagnostics.ServicePortNamesDiffer.At(
                selected.Path,
                $"Service '{selected.Name}' has different names for its ports: {List(
                    sites, port => $"{port.Number} {(port.Name.Length == 0 ? "without name" : port.Name)}")}. The name tells the protocol.",
                "Give the ports the same names in every cluster."));
        }
    }

    private static string List(IEnumerable<ServiceInCluster> sites, Func<ServicePortInfo, string> text) =>
        string.Join("; ", sites.Select(site => $"{site.Cluster.Name}: {string.Join(", ", site.Ports.Select(text))}"));
}
