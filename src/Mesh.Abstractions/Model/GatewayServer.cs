using System.Text.Json.Serialization;

namespace Mesh;

/// <summary>One host on one port of a gateway: HTTP, HTTPS, TCP or TLS passthrough.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(HttpServer), "http")]
[JsonDerivedType(typeof(HttpsServer), "https")]
[JsonDerivedType(typeof(TcpServer), "tcp")]
[JsonDerivedType(typeof(TlsPassthroughServer), "tlsPassthrough")]
public abstract record GatewayServer
{
    // The set of servers is closed: generation has a listener and a route shape for each.
    private protected GatewayServer()
    {
    }

    /// <summary>The port that gateways keep for calls between clusters; no server may declare it.</summary>
    public const int MeshPort = 15443;

    /// <summary>The name: a DNS label, unique in the gateway. Part of listener, route and object names.</summary>
    [JsonPropertyOrder(-3)]
    public required string Name { get; init; }

    /// <summary>
    /// The host under which the services are reached, a full DNS name such as <c>details.cx.tetrate.info</c>; unique in a cluster.
    /// </summary>
    [JsonPropertyOrder(-2)]
    public required string Hostname { get; init; }

    /// <summary>
    /// The port of the gateway's Service, 1 to 65535, never <see cref="MeshPort"/>; callers in the mesh use its number too.
    /// </summary>
    [JsonPropertyOrder(-1)]
    public abstract int Port { get; init; }

    /// <summary>
    /// Whether only callers in the mesh reach the host: the gateway does not listen on <see cref="Port"/>, which is then nothing but the
    /// number that they use. <see langword="null"/> means no. A limit on access holds for the whole host so.
    /// </summary>
    public bool? MeshOnly { get; init; }

    /// <summary>
    /// The workspaces beside the own one whose pods see the host, as paths in the model: <c>tenants/dev</c> or
    /// <c>tenants/dev/workspaces/shop</c>; empty means the own one alone, <see langword="null"/> means everybody. Where several gateways
    /// serve a host, it is seen by those who see it at all of them.
    /// </summary>
    public ValueList<string>? VisibleTo { get; init; }

    /// <summary>Settings for clients of this host; they win over all farther ones, field by field.</summary>
    public TrafficSettings? Settings { get; init; }
}
