using Mesh.Inventories;

namespace Mesh.Dumps;

/// <summary>What is missing about services and their endpoints.</summary>
internal static class ServiceChecks
{
    public static void Run(Sourced<ServiceInfo>[] services, Sourced<SliceFacts>[] slices, Findings findings)
    {
        foreach (Sourced<ServiceInfo> service in services)
        {
            if (service.Value.Type == "LoadBalancer" && service.Value.ExternalAddresses.IsEmpty)
            {
                findings.Add(
                    InventoryDiagnostics.NoExternalAddress, service.Head.Place,
                    $"{service.Head} is of type LoadBalancer and has no address in 'status.loadBalancer.ingress'; other clusters cannot "
                        + $"reach it.",
                    "Wait until the cloud has assigned one and read the cluster again.");
            }
        }

        if (services.Length == 0)
        {
            return;
        }

        var known = services.Select(service => (service.Head.Namespace, service.Head.Name)).ToHashSet();
        foreach (Sourced<SliceFacts> slice in slices)
        {
            if (!known.Contains((slice.Head.Namespace, slice.Value.Service)))
            {
                findings.Add(
                    InventoryDiagnostics.UnknownService, slice.Head.Place,
                    $"{slice.Head} belongs to Service '{slice.Value.Service}', which is not among the services.",
                    "Dump services and endpointslices at the same time, or read the live cluster again.");
            }
        }
    }
}
