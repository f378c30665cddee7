using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>Limits and timeouts of TCP connections.</summary>
public sealed record TcpSettings : IMessage<TcpSettings>
{
    /// <summary>The most connections per proxy; 4294967295 when absent.</summary>
    public int? MaxConnections { get; init; }

    /// <summary>How long establishing a connection may take, at least 1 ms; 10 s when absent.</summary>
    public TimeSpan? ConnectTimeout { get; init; }

    /// <summary>Keep-alive probes of the operating system; none when absent.</summary>
    public TcpKeepalive? TcpKeepalive { get; init; }

    /// <summary>How long a connection may live, at least 1 ms; unlimited when absent.</summary>
    public TimeSpan? MaxConnectionDuration { get; init; }

    /// <summary>How long a connection may be idle; 1 h when absent, 0 s for ever.</summary>
    public TimeSpan? IdleTimeout { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Number("maxConnections"u8, MaxConnections);
        fields.Duration("connectTimeout"u8, ConnectTimeout);
        fields.Message("tcpKeepalive"u8, TcpKeepalive);
        fields.Duration("maxConnectionDuration"u8, MaxConnectionDuration);
        fields.Duration("idleTimeout"u8, IdleTimeout);
    }

    static TcpSettings IMessage<TcpSettings>.Read(FieldReader fields) => new()
    {
        MaxConnections = fields.Int32("maxConnections"),
        ConnectTimeout = fields.Duration("connectTimeout"),
        TcpKeepalive = fields.Message<TcpKeepalive>("tcpKeepalive"),
        MaxConnectionDuration = fields.Duration("maxConnectionDuration"),
        IdleTimeout = fields.Duration("idleTimeout"),
    };
}
