using Mesh.Inventories;

namespace Mesh.Istio.Failures;

/// <summary>Everything of a mesh that can fail, kind by kind and in ordinal order.</summary>
internal static class EveryFailure
{
    public static IEnumerable<Action<FailureBuilder>> Of(ObservedMesh mesh, FailureScopes scopes)
    {
        foreach (string cluster in scopes.HasFlag(FailureScopes.Clusters) ? Clusters(mesh) : [])
        {
            yield return failure => failure.ClusterDown(cluster);
        }

        foreach (string region in scopes.HasFlag(FailureScopes.Regions) ? Places(mesh, place => new Locality(place.Region)) : [])
        {
            yield return failure => failure.RegionDown(region);
        }

        foreach (string text in scopes.HasFlag(FailureScopes.Zones)
            ? Places(mesh, place => place.Zone.Length > 0 ? new Locality(place.Region, place.Zone) : default) : [])
        {
            var zone = Locality.Parse(text);
            yield return failure => failure.ZoneDown(zone.Region, zone.Zone);
        }

        foreach ((string cluster, string gateway) in scopes.HasFlag(FailureScopes.Gateways) ? Gateways(mesh) : [])
        {
            yield return failure => failure.GatewayDown(cluster, gateway);
        }

        foreach ((string cluster, string service) in scopes.HasFlag(FailureScopes.Services) ? Services(mesh) : [])
        {
            yield return failure => failure.ServiceDown(cluster, service);
        }

        foreach ((string cluster, string workload) in scopes.HasFlag(FailureScopes.Workloads) ? Workloads(mesh) : [])
        {
            yield return failure => failure.ServiceDown(cluster, workload);
        }

        foreach (string address in scopes.HasFlag(FailureScopes.Addresses) ? Addresses(mesh) : [])
        {
            yield return failure => failure.EndpointDown(address);
        }

        foreach (string cluster in scopes.HasFlag(FailureScopes.ControlPlanes) ? Clusters(mesh) : [])
        {
            yield return failure => failure.ControlPlaneDown(cluster);
        }

        foreach (Action<FailureBuilder> expired in scopes.HasFlag(FailureScopes.Certificates) ? Expired(mesh) : [])
        {
            yield return expired;
        }
    }

    /// <summary>The kinds of things that are not made to fail, in words.</summary>
    public static IEnumerable<string> NotIn(FailureScopes scopes) =>
        from kind in ((FailureScopes Scope, string Words)[])
        [
            (FailureScopes.Clusters, "clusters"), (FailureScopes.Zones, "zones"), (FailureScopes.Regions, "regions"),
            (FailureScopes.Gateways, "gateways"), (FailureScopes.Services, "services"), (FailureScopes.Workloads, "other workloads"),
            (FailureScopes.Addresses, "addresses outside the clusters"), (FailureScopes.ControlPlanes, "control planes"),
            (FailureScopes.Certificates, "certificates"),
        ]
        where !scopes.HasFlag(kind.Scope)
        select kind.Words;

    private static IEnumerable<Action<FailureBuilder>> Expired(ObservedMesh mesh)
    {
        foreach (string cluster in Clusters(mesh))
        {
            yield return failure => failure.WorkloadCertificatesExpired(cluster);
            foreach (string name in Credentials
                .Of(ControlPlane.ControlPlanes.ConfigurationOf(mesh.Resources, mesh.Inventory, cluster)).Order(StringComparer.Ordinal))
            {
                yield return failure => failure.CertificateExpired(cluster, name);
            }
        }
    }

    private static IEnumerable<(string Cluster, string Service)> Services(ObservedMesh mesh) =>
        from cluster in mesh.Inventory.Clusters
        let gateways = Gateways(mesh, cluster).ToHashSet(StringComparer.Ordinal)
        from service in cluster.Services
        let name = $"{service.Namespace}/{service.Name}"
        where !gateways.Contains(name) && mesh.Backends.In(cluster).Of(service).Length > 0
        orderby cluster.Name, name
        select (cluster.Name, name);

    private static IEnumerable<(string Cluster, string Workload)> Workloads(ObservedMesh mesh) =>
        from cluster in mesh.Inventory.Clusters
        let ofServices = cluster.Services.SelectMany(service => mesh.Backends.In(cluster).Of(service)).Select(pod => pod.Key).ToHashSet()
        from name in cluster.Workloads
            .Where(pod => !ofServices.Contains(new BackendKey(cluster.Name, pod.Namespace, pod.Name)))
            .Select(pod => $"{pod.Namespace}/{(pod.Labels.TryGetValue("app", out string? app) ? app : pod.Name)}")
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
        select (cluster.Name, name);

    private static IEnumerable<string> Addresses(ObservedMesh mesh) => mesh.Resources.Clusters
        .SelectMany(
            cluster => cluster.Objects.SelectMany(KnownAddresses.Written), (cluster, address) => (cluster.Cluster, Address: address))
        .Where(entry => entry.Address.Length > 0 && mesh.Addresses.Find(
            new AddressQuestion(entry.Address, 0, "", "", entry.Cluster, "", "")) is AddressOwner.Nobody { Cluster: "" })
        .Select(entry => entry.Address)
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Clusters(ObservedMesh mesh) => mesh.Inventory.Clusters.Select(cluster => cluster.Name)
        .Concat(mesh.Resources.Clusters.Select(cluster => cluster.Cluster))
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Places(ObservedMesh mesh, Func<Locality, Locality> part) => mesh.Inventory.Clusters
        .SelectMany(
            cluster => cluster.Nodes.Select(node => node.Locality.Value).Concat(cluster.Workloads.Select(pod => pod.Locality.Value)))
        .Where(place => place.Region.Length > 0)
        .Select(part)
        .Where(place => !place.IsEmpty)
        .Select(place => place.ToString())
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal);

    // A gateway without any pod cannot fail any more.
    private static IEnumerable<string> Gateways(ObservedMesh mesh, ClusterInventory cluster) => mesh.GatewaysOf(cluster.Name)
            .Where(found => found.Service is { } service && mesh.Backends.In(cluster).Of(service).Length > 0)
            .Select(found => $"{found.Service!.Namespace}/{found.Service.Name}")
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);

    private static IEnumerable<(string Cluster, string Gateway)> Gateways(ObservedMesh mesh) =>
        from cluster in mesh.Inventory.Clusters
        from name in Gateways(mesh, cluster)
        select (cluster.Name, name);
}
