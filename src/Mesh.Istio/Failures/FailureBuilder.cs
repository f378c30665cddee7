using System.Globalization;
using Mesh.Diagnostics;
using Mesh.Inventories;

namespace Mesh.Istio.Failures;

/// <summary>
/// Says what fails. Several failures add up; a name that does not exist becomes an error (<c>MF004</c>), and the question has no answer.
/// </summary>
public sealed partial class FailureBuilder
{
    private readonly Inventory _inventory;
    private readonly MeshResources _resources;
    private readonly List<string> _descriptions = [];
    private readonly List<Diagnostic> _diagnostics = [];

    private readonly BackendIndex _backends;

    internal FailureBuilder(Inventory inventory, MeshResources resources, BackendIndex backends)
    {
        _backends = backends;
        _inventory = inventory;
        _resources = resources;
    }

    internal FailedParts Parts { get; } = new();

    internal IReadOnlyList<string> Descriptions => _descriptions;

    internal IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    /// <summary>
    /// Pods of a service refuse connections but stay listed, as happens without a readiness probe: only outlier detection takes them out.
    /// </summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="service"><c>namespace/name</c> of the Service.</param>
    /// <param name="pods">How many of the pods, by ordinal order of their names; <see langword="null"/>, the default, means all.</param>
    /// <returns>This builder.</returns>
    public FailureBuilder ServiceDown(string cluster, string service, int? pods = null) =>
        Take(cluster, service, pods, key => Parts.Fail(key, FailureKind.Refused), "is down");

    /// <summary>A service has no pods any more and its endpoints are gone.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="service"><c>namespace/name</c> of the Service.</param>
    /// <returns>This builder.</returns>
    public FailureBuilder ServiceScaledToZero(string cluster, string service) =>
        Take(cluster, service, null, key => Parts.Gone.Add(key), "is scaled to zero");

    /// <summary>Pods of a gateway are gone; its Service sends everything to those that are left.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="gateway"><c>namespace/name</c> of the gateway's Service, or of a Gateway resource that selects its pods.</param>
    /// <param name="pods">How many of the pods, by ordinal order of their names; <see langword="null"/>, the default, means all.</param>
    /// <returns>This builder.</returns>
    public FailureBuilder GatewayDown(string cluster, string gateway, int? pods = null) =>
        Take(cluster, gateway, pods, key => Parts.Gone.Add(key), "is down");

    /// <summary>Everything in a cluster is gone and its addresses are unreachable.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <returns>This builder.</returns>
    public FailureBuilder ClusterDown(string cluster)
    {
        ArgumentException.ThrowIfNullOrEmpty(cluster);
        _descriptions.Add($"cluster {cluster} is down");
        CheckCluster(cluster);
        Parts.Clusters.Add(cluster);
        return this;
    }

    /// <summary>Everything in a region is gone.</summary>
    /// <param name="region">The region.</param>
    /// <returns>This builder.</returns>
    public FailureBuilder RegionDown(string region)
    {
        ArgumentException.ThrowIfNullOrEmpty(region);
        return PlaceDown(region, "", $"region {region}");
    }

    /// <summary>Everything in a zone is gone.</summary>
    /// <param name="region">The zone's region.</param>
    /// <param name="zone">The zone.</param>
    /// <returns>This builder.</returns>
    public FailureBuilder ZoneDown(string region, string zone)
    {
        ArgumentException.ThrowIfNullOrEmpty(region);
        ArgumentException.ThrowIfNullOrEmpty(zone);
        return PlaceDown(region, zone, $"zone {region}/{zone}");
    }

    private FailureBuilder PlaceDown(string region, string zone, string name)
    {
        _descriptions.Add($"{name} is down");
        Parts.Places.Add((region, zone));
        bool known = _inventory.Clusters.Any(cluster =>
            cluster.Workloads.Any(pod => Parts.IsPlaceDown(pod.Locality.Value))
                || cluster.Nodes.Any(node => Parts.IsPlaceDown(node.Locality.Value)))
            || _resources.Clusters.SelectMany(cluster => cluster.Objects).OfType<Resources.ServiceEntry>()
                .Any(entry => entry.Endpoints.Any(endpoint => Parts.IsPlaceDown(Locality.Parse(endpoint.Locality ?? ""))));
        if (!known)
        {
            string place = zone.Length == 0 ? region : $"{region}/{zone}";
            Missing($"localities/{place}", $"Nothing is in {name}.", place, KnownPlaces(zone.Length > 0));
        }

        return this;
    }

    private FailureBuilder Take(string cluster, string name, int? pods, Action<BackendKey> fail, string what)
    {
        ArgumentException.ThrowIfNullOrEmpty(cluster);
        ArgumentException.ThrowIfNullOrEmpty(name);
        OptionRange.Require(pods ?? 0, 0, int.MaxValue, nameof(pods));
        bool isKnown = CheckCluster(cluster);
        Backend[] all = [.. BackendsOf(cluster, name)];
        int count = Math.Clamp(pods ?? all.Length, 0, all.Length);
        string part = pods is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{count} of {all.Length} pods of ");
        _descriptions.Add($"{part}{name} in {cluster} {what}");
        if (isKnown && all.Length == 0 && !Exists(cluster, name))
        {
            Missing(
                $"clusters/{cluster}/{name}",
                $"Nothing is called '{name}' in cluster '{cluster}'.",
                name,
                _inventory.Find(cluster) is { } inventory ? Backends.Names(inventory) : []);
        }

        foreach (Backend backend in all.Take(count))
        {
            fail(backend.Key);
        }

        return this;
    }

    private IEnumerable<Backend> BackendsOf(string cluster, string name)
    {
        if (_inventory.Find(cluster) is not { } inventory)
        {
            return [];
        }

        (string namespaceName, string shortName) = WorkloadName.Split(name);
        Backends backends = _backends.In(inventory);
        if (backends.Service(namespaceName, shortName) is { } found)
        {
            return backends.Of(found);
        }

        return GatewayResource(cluster, namespaceName, shortName) is { } gateway
            ? backends.Selected(namespaceName, gateway.Selector)
            : backends.OfName(namespaceName, shortName);
    }

    // A Service without pods has nothing that could fail; its name is right.
    private bool Exists(string cluster, string name)
    {
        (string namespaceName, string shortName) = WorkloadName.Split(name);
        return (_inventory.Find(cluster) is { } inventory && _backends.In(inventory).Service(namespaceName, shortName) is not null)
            || GatewayResource(cluster, namespaceName, shortName) is not null;
    }

    private Resources.Gateway? GatewayResource(string cluster, string namespaceName, string name) =>
        ControlPlane.ControlPlanes.ConfigurationOf(_resources, _inventory, cluster).OfType<Resources.Gateway>()
        .FirstOrDefault(candidate => candidate.Metadata.Namespace == namespaceName && candidate.Metadata.Name == name);

    private IEnumerable<string> KnownPlaces(bool zones) => _inventory.Clusters
        .SelectMany(
            cluster => cluster.Nodes.Select(node => node.Locality.Value).Concat(cluster.Workloads.Select(pod => pod.Locality.Value)))
        .Where(place => place.Region.Length > 0)
        .Select(place => zones ? $"{place.Region}/{place.Zone}" : place.Region)
        .Distinct(StringComparer.Ordinal);

    private void Missing(string path, string message, string name, IEnumerable<string> known) =>
        _diagnostics.Add(FailureDiagnostics.FailureWithoutTarget.At(
        path, message, $"Correct the name, or add it to the inventory.{NearestName.Question(name, known)}"));
}
