namespace Mesh.Istio.Generation;

/// <summary>
/// The names of generated objects: a function of the object's path in the model or of its host alone, at most 63 characters. Where two
/// different things could have one readable name, the name ends in the hash of what it stands for; no name depends on what others chose.
/// </summary>
internal static class ObjectNames
{
    /// <summary>The longest name: a DNS label.</summary>
    public const int MaxLength = 63;
    private const int HashLength = 16;
    private const string HostPrefix = "gateway-";

    /// <summary>The Istio Gateway of a gateway: <c>gateway-hash</c>.</summary>
    public static string Gateway(GatewayEntry entry) => Cut(entry.Gateway.Name, StableHash.Of(entry.FullPath));

    /// <summary>The VirtualService of a server: <c>gateway-hash-server</c>.</summary>
    public static string VirtualService(ServerEntry entry) => Shortened(
        $"{entry.Gateway.Gateway.Name}-{StableHash.Of(entry.Gateway.FullPath)}-{entry.Server.Name}", entry.FullPath);

    /// <summary>The objects of a transit gateway for all hosts: <c>gateway-hash-transit</c>.</summary>
    public static string Transit(GatewayEntry entry) => Shortened($"{Gateway(entry)}-transit", $"{entry.FullPath}/transit");

    /// <summary>The VirtualService of a transit gateway for a host: <c>gateway-hash-transit-host-with-dashes-hash</c>.</summary>
    public static string Transit(GatewayEntry entry, ServedHost host) =>
        Unique($"{Gateway(entry)}-transit-{Dashes(host.Hostname)}", $"{entry.FullPath}/transit/{host.Hostname}");

    /// <summary>The DestinationRule beside a gateway that chooses among a host's clusters: <c>gateway-host-with-dashes-hash</c>.</summary>
    public static string Choice(GatewayEntry entry, ServedHost host) =>
        Unique($"{entry.Gateway.Name}-{Dashes(host.Hostname)}", $"{entry.FullPath}/hosts/{host.Hostname}");

    /// <summary>The rule for everybody else in the namespace of such a gateway: <c>…-others</c>.</summary>
    public static string Others(GatewayEntry entry, ServedHost host) =>
        Shortened($"{Choice(entry, host)}-others", $"{entry.FullPath}/hosts/{host.Hostname}/others");

    /// <summary>
    /// The rule of a gateway's pods for a Service: <c>gateway-hash-service</c>, with the Service's namespace and a hash where that is
    /// another.
    /// </summary>
    public static string OwnRule(GatewayEntry entry, ServiceName service)
    {
        string name = $"{entry.Gateway.Name}-{StableHash.Of(entry.FullPath)}-{service.Name}";
        string identity = $"{entry.FullPath}/services/{service.Fqdn}";
        return service.Namespace == entry.Gateway.Namespace ? Shortened(name, identity) : Unique($"{name}-{service.Namespace}", identity);
    }

    /// <summary>The policy that lets gateways call a Service: <c>allow-gateways-service</c>.</summary>
    public static string AllowGateways(ServiceName service) =>
        Shortened($"allow-gateways-{service.Name}", $"allow-gateways/{service.Fqdn}");

    /// <summary>The policy that keeps a gateway open in a namespace that is closed: <c>allow-gateway-gateway-hash</c>.</summary>
    public static string AllowGateway(GatewayEntry entry) => Cut($"allow-gateway-{entry.Gateway.Name}", StableHash.Of(entry.FullPath));

    /// <summary>The subset of one cluster: <c>cluster-name</c>.</summary>
    public static string Subset(string cluster) => Shortened($"cluster-{cluster}", cluster);

    /// <summary>The objects of a host in the shared namespace: <c>gateway-host-with-dashes-hash</c>.</summary>
    public static string Host(string hostname) => Unique($"{HostPrefix}{Dashes(hostname)}", hostname);

    /// <summary>Whether a host's name is too long to be read whole in the names of its objects.</summary>
    public static bool CutsHost(string hostname) => HostPrefix.Length + hostname.Length + 1 + HashLength > MaxLength;

    /// <summary>The objects of an exposed service in its own namespace: <c>east-west-service</c>.</summary>
    public static string EastWest(ServiceName service) => Shortened($"east-west-{service.Name}", service.Fqdn);

    /// <summary>The objects of a service that has settings and is not exposed: <c>service-name</c>.</summary>
    public static string Service(ServiceName service) => Shortened($"service-{service.Name}", service.Fqdn);

    /// <summary>The objects of an exposed service in the shared namespace: <c>east-west-service-namespace-hash</c>.</summary>
    public static string EastWestShared(ServiceName service) => Unique($"east-west-{service.Name}-{service.Namespace}", service.Fqdn);

    /// <summary>The Istio Gateway of an east-west gateway; in a namespace that workspaces share its name ends in a hash.</summary>
    public static string EastWestGateway(string name, string path, bool shared)
    {
        string readable = name == Mesh.EastWestGateway.DefaultName ? name : $"{Mesh.EastWestGateway.DefaultName}-{name}";
        return shared ? Unique(readable, path) : Shortened(readable, path);
    }

    /// <summary>
    /// The WorkloadEntry of another cluster's gateway: <c>service-cluster</c>, with a number from the second address on, and with a hash
    /// where a dash in service or cluster would let another pair read the same.
    /// </summary>
    public static string WorkloadEntry(ServiceName service, string cluster, int number)
    {
        string name = number == 1 ? $"{service.Name}-{cluster}"
            : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{service.Name}-{cluster}-{number}");
        string identity = $"{service.Fqdn}/{cluster}/{number}";
        return service.Name.Contains('-', StringComparison.Ordinal) || cluster.Contains('-', StringComparison.Ordinal)
            ? Unique(name, identity)
            : Shortened(name, identity);
    }

    /// <summary>A name made unique by the hash of what it stands for.</summary>
    public static string Unique(string name, string identity) => Cut(name, StableHash.Of(identity));

    // A readable name that ends like a hashed one could be that of something else.
    private static string Shortened(string name, string identity) =>
        name.Length <= MaxLength && !EndsInHash(name) ? name : Unique(name, identity);

    private static bool EndsInHash(string name) =>
        name.Length > HashLength && name[^(HashLength + 1)] == '-' && name.AsSpan(name.Length - HashLength).IndexOfAnyExcept(HexDigits) < 0;

    private static System.Buffers.SearchValues<char> HexDigits { get; } = System.Buffers.SearchValues.Create("0123456789abcdef");

    private static string Dashes(string hostname) => hostname.ToLowerInvariant().Replace('.', '-');

    private static string Cut(string name, string hash)
    {
        int length = Math.Min(name.Length, MaxLength - hash.Length - 1);
        return $"{name.AsSpan(0, length).TrimEnd('-')}-{hash}";
    }
}
