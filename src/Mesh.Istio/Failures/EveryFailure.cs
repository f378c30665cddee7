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
    }

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
    private static IEnumerable<(string Cluster, string Gateway)> Gateways(ObservedMesh mesh) =>
        from cluster in mesh.Inventory.Clusters
        from name in mesh.GatewaysOf(cluster.Name)
            .Where(found => found.Service is { } service && Backends.Of(cluster, service).Any())
            .Select(found => $"{found.Service!.Namespace}/{found.Service.Name}")
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
        select (cluster.Name, name);
}
