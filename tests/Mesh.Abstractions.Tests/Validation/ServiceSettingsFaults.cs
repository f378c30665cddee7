using static Mesh.Abstractions.Tests.Validation.Valid;

namespace Mesh.Abstractions.Tests.Validation;

/// <summary>Every way in which the settings of single services, and settings that they are wanted for, can be wrong.</summary>
internal static class ServiceSettingsFaults
{
    private const string WorkspacePath = "tenants/dev/workspaces/bookinfo";
    private const string Path = WorkspacePath + "/serviceSettings";

    public static IEnumerable<ModelFault> All()
    {
        foreach (string name in (string[])[
            "", "details", "backend/Details", "details.example.com", "a/b/c", "details.backend", "/details", "backend/"])
        {
            yield return new("MM140", $"{Path}/0/service", $"'{name}' as service with settings", Services((name, new())));
        }

        yield return new("MM140", $"{Path}/0/service", "settings of a foreign service", Services(("other/details", new())));
        yield return new("MM140", $"{Path}/1/service", "settings twice", Services(("backend/details", new()), ("details.backend.svc.cluster.local", new())));
        yield return new("MM080", $"{Path}/0/settings/requestTimeout", "timeout of a service", Services(("backend/details", new() { RequestTimeout = TimeSpan.Zero })));
        yield return new("MM080", $"{Path}/0/settings/connectionPool/maxConnectionDuration", "age of connections", Pool(new() { MaxConnectionDuration = TimeSpan.Zero }));
        yield return new("MM080", $"{Path}/0/settings/connectionPool/keepaliveTime", "keepalive in milliseconds", Pool(new() { KeepaliveTime = TimeSpan.FromMilliseconds(1500) }));
        yield return new("MM080", $"{Path}/0/settings/connectionPool/keepaliveInterval", "keepalive all the time", Pool(new() { KeepaliveInterval = TimeSpan.Zero }));
        yield return new("MM081", $"{Path}/0/settings/connectionPool/keepaliveProbes", "keepalive without probes", Pool(new() { KeepaliveProbes = 0 }));
        const string Carried = WorkspacePath + "/capacities";
        yield return new("MM142", $"{Carried}/0/service", "capacity of nothing", Capacities(new ServiceCapacity { Service = "details", RequestsPerSecond = 1 }));
        yield return new("MM142", $"{Carried}/0/service", "capacity of a foreign service", Capacities(new ServiceCapacity { Service = "other/details", Concurrency = 1 }));
        yield return new("MM142", $"{Carried}/1/service", "capacity twice", Capacities(new ServiceCapacity { Service = "backend/details", Concurrency = 1 }, new ServiceCapacity { Service = "backend/details", RequestsPerSecond = 1 }));
        yield return new("MM142", $"{Carried}/0", "capacity without number", Capacities(new ServiceCapacity { Service = "backend/details" }));
        yield return new("MM081", $"{Carried}/0/requestsPerSecond", "capacity of nothing per second", Capacities(new ServiceCapacity { Service = "backend/details", RequestsPerSecond = 0 }));
        yield return new("MM081", $"{Carried}/0/concurrency", "capacity of no request at once", Capacities(new ServiceCapacity { Service = "backend/details", Concurrency = 0 }));
        yield return new("MM141", Hash(""), "hash and algorithm",
            Services((
                "backend/details",
                new()
                {
                    LoadBalancing = new()
                    {
                        Algorithm = LoadBalancingAlgorithm.Random,
                        ConsistentHash = new() { Source = HashSource.SourceIp },
                    },
                })));
        yield return new("MM141", Hash("/source"), "hash of nothing known", Balance(new ConsistentHashSettings { Source = (HashSource)9, Name = "x" }));
        yield return new("MM141", Hash("/name"), "hash of a header without name", Balance(new ConsistentHashSettings { Source = HashSource.Header }));
        yield return new("MM141", Hash("/name"), "hash of a cookie with a bad name", Balance(new ConsistentHashSettings { Source = HashSource.Cookie, Name = "a b" }));
        yield return new("MM141", Hash("/name"), "hash of an address with a name", Balance(new ConsistentHashSettings { Source = HashSource.SourceIp, Name = "x" }));
        yield return new("MM141", Hash("/cookieTtl"), "lifetime of a header", Balance(new ConsistentHashSettings { Source = HashSource.Header, Name = "x", CookieTtl = TimeSpan.FromHours(1) }));
        yield return new("MM141", Hash("/cookieTtl"), "lifetime of half a second", Balance(new ConsistentHashSettings { Source = HashSource.Cookie, Name = "x", CookieTtl = TimeSpan.FromMilliseconds(500) }));
        yield return new("MM141", Hash("/tableSize"), "empty ring", Balance(new ConsistentHashSettings { Source = HashSource.SourceIp, TableSize = 0 }));
        yield return new("MM141", Hash("/tableSize"), "even Maglev table", Balance(new ConsistentHashSettings { Source = HashSource.SourceIp, Table = HashTable.Maglev, TableSize = 65_536 }));
    }

    private static string Hash(string field) => $"{Path}/0/settings/loadBalancing/consistentHash{field}";

    private static MeshModel Balance(ConsistentHashSettings hash) =>
        Services(("backend/details", new() { LoadBalancing = new LoadBalancingSettings { ConsistentHash = hash } }));

    private static MeshModel Capacities(params ServiceCapacity[] capacities) => With(Ws with { Capacities = [.. capacities] });

    private static MeshModel Pool(ConnectionSettings pool) => Services(("backend/details", new() { ConnectionPool = pool }));

    private static MeshModel Services(params (string Service, TrafficSettings Settings)[] services) => With(Ws with
    {
        ServiceSettings = services.Select(service => new ServiceSettings { Service = service.Service, Settings = service.Settings })
            .ToValueList(),
    });
}
