namespace Mesh.Istio.Generation;

/// <summary>The names of generated objects: a function of the object's path in the model, at most 63 characters.</summary>
internal static class ObjectNames
{
    /// <summary>The longest name: a DNS label.</summary>
    public const int MaxLength = 63;

    /// <summary>The Istio Gateway of a gateway: <c>gateway-hash</c>.</summary>
    public static string Gateway(GatewayEntry entry)
    {
        string hash = StableHash.Of(entry.FullPath);
        return Fits($"{entry.Gateway.Name}-{hash}") ? $"{entry.Gateway.Name}-{hash}" : Cut(entry.Gateway.Name, hash);
    }

    /// <summary>The VirtualService of a server: <c>gateway-hash-server</c>.</summary>
    public static string VirtualService(ServerEntry entry)
    {
        string name = $"{entry.Gateway.Gateway.Name}-{StableHash.Of(entry.Gateway.FullPath)}-{entry.Server.Name}";
        return Fits(name) ? name : Cut(name, StableHash.Of(entry.FullPath));
    }

    /// <summary>The objects of a transit gateway for all hosts: <c>gateway-hash-transit</c>.</summary>
    public static string Transit(GatewayEntry entry)
    {
        string name = $"{Gateway(entry)}-transit";
        return Fits(name) ? name : Cut(name, StableHash.Of($"{entry.FullPath}/transit"));
    }

    /// <summary>The VirtualService of a transit gateway for a host: <c>gateway-hash-transit-host-with-dashes</c>.</summary>
    public static string Transit(GatewayEntry entry, ServedHost host)
    {
        string name = $"{Gateway(entry)}-transit-{host.Metadata.Name["gateway-".Length..]}";
        return Fits(name) ? name : Cut(name, StableHash.Of($"{entry.FullPath}/transit/{host.Hostname}"));
    }

    /// <summary>The DestinationRule beside a gateway that chooses among a host's clusters: <c>gateway-host-with-dashes</c>.</summary>
    public static string Choice(GatewayEntry entry, ServedHost host)
    {
        string name = $"{entry.Gateway.Name}-{host.Metadata.Name["gateway-".Length..]}";
        return Fits(name) ? name : Cut(name, StableHash.Of($"{entry.FullPath}/hosts/{host.Hostname}"));
    }

    /// <summary>The same where another gateway of the namespace has the same readable name for another host.</summary>
    public static string UniqueChoice(GatewayEntry entry, ServedHost host) =>
        Cut($"{entry.Gateway.Name}-{host.Metadata.Name["gateway-".Length..]}", StableHash.Of($"{entry.FullPath}/hosts/{host.Hostname}"));

    /// <summary>The subset of one cluster: <c>cluster-name</c>.</summary>
    public static string Subset(string cluster)
    {
        string name = $"cluster-{cluster}";
        return Fits(name) ? name : Cut(name, StableHash.Of(cluster));
    }

    /// <summary>The objects of a host in the shared namespace: <c>gateway-host-with-dashes</c>.</summary>
    public static string Host(string hostname)
    {
        string name = Readable(hostname);
        return Fits(name) ? name : UniqueHost(hostname);
    }

    /// <summary>The same where another host has the same readable name, as <c>a.b-c</c> and <c>a-b.c</c> do.</summary>
    public static string UniqueHost(string hostname) => Cut(Readable(hostname), StableHash.Of(hostname));

    /// <summary>The objects of an exposed service in its own namespace: <c>east-west-service</c>.</summary>
    public static string EastWest(ServiceName service) => Shortened($"east-west-{service.Name}", service.Fqdn);

    /// <summary>The objects of a service that has settings and is not exposed: <c>service-name</c>.</summary>
    public static string Service(ServiceName service) => Shortened($"service-{service.Name}", service.Fqdn);

    /// <summary>The objects of an exposed service in the shared namespace: <c>east-west-service-namespace</c>.</summary>
    public static string EastWestShared(ServiceName service) => Shortened($"east-west-{service.Name}-{service.Namespace}", service.Fqdn);

    /// <summary>The Istio Gateway of an east-west gateway; in a namespace that workspaces share its name ends in a hash.</summary>
    public static string EastWestGateway(string name, string path, bool shared)
    {
        string readable = name == Mesh.EastWestGateway.DefaultName ? name : $"{Mesh.EastWestGateway.DefaultName}-{name}";
        return shared ? Cut(readable, StableHash.Of(path)) : Shortened(readable, path);
    }

    /// <summary>The WorkloadEntry of another cluster's gateway: <c>service-cluster</c>, with a number from the second address on.</summary>
    public static string WorkloadEntry(ServiceName service, string cluster, int number)
    {
        string name = number == 1 ? $"{service.Name}-{cluster}"
            : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{service.Name}-{cluster}-{number}");
        return Shortened(name, $"{service.Fqdn}/{cluster}/{number}");
    }

    /// <summary>A name made unique by the hash of what it stands for.</summary>
    public static string Unique(string name, string identity) => Cut(name, StableHash.Of(identity));

    private static string Shortened(string name, string identity) => Fits(name) ? name : Unique(name, identity);

    private static string Readable(string hostname) => $"gateway-{hostname.ToLowerInvariant().Replace('.', '-')}";

    private static bool Fits(string name) => name.Length <= MaxLength;

    private static string Cut(string name, string hash)
    {
        int length = Math.Min(name.Length, MaxLength - hash.Length - 1);
        return $"{name.AsSpan(0, length).TrimEnd('-')}-{hash}";
    }
}
