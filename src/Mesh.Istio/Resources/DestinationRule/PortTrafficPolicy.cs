using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>The policy of one port.</summary>
public sealed record PortTrafficPolicy : IMessage<PortTrafficPolicy>
{
    /// <summary>The port of the service.</summary>
    public PortSelector? Port { get; init; }

    /// <summary>How endpoints are picked.</summary>
    public LoadBalancerSettings? LoadBalancer { get; init; }

    /// <summary>Limits and timeouts of connections.</summary>
    public ConnectionPoolSettings? ConnectionPool { get; init; }

    /// <summary>When bad endpoints are left out.</summary>
    public OutlierDetection? OutlierDetection { get; init; }

    /// <summary>How connections are secured.</summary>
    public ClientTlsSettings? Tls { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Message("port"u8, Port);
        fields.Message("loadBalancer"u8, LoadBalancer);
        fields.Message("connectionPool"u8, ConnectionPool);
        fields.Message("outlierDetection"u8, OutlierDetection);
        fields.Message("tls"u8, Tls);
    }

    static PortTrafficPolicy IMessage<PortTrafficPolicy>.Read(FieldReader fields) => new()
    {
        Port = fields.Message<PortSelector>("port"),
        LoadBalancer = fields.Message<LoadBalancerSettings>("loadBalancer"),
        ConnectionPool = fields.Message<ConnectionPoolSettings>("connectionPool"),
        OutlierDetection = fields.Message<OutlierDetection>("outlierDetection"),
        Tls = fields.Message<ClientTlsSettings>("tls"),
    };
}
