using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>How traffic is sent to a host.</summary>
public sealed record TrafficPolicy : IMessage<TrafficPolicy>
{
    /// <summary>How endpoints are picked.</summary>
    public LoadBalancerSettings? LoadBalancer { get; init; }

    /// <summary>Limits and timeouts of connections.</summary>
    public ConnectionPoolSettings? ConnectionPool { get; init; }

    /// <summary>When bad endpoints are left out. Without it Istio does no locality failover.</summary>
    public OutlierDetection? OutlierDetection { get; init; }

    /// <summary>How connections are secured; automatic mutual TLS inside the mesh when absent.</summary>
    public ClientTlsSettings? Tls { get; init; }

    /// <summary>Policies of single ports. Each is complete: nothing is inherited from the fields above.</summary>
    public ValueList<PortTrafficPolicy> PortLevelSettings { get; init; }

    /// <summary>The proxy that TCP or TLS connections are tunnelled through.</summary>
    public TunnelSettings? Tunnel { get; init; }

    /// <summary>The PROXY header that is sent ahead of a connection.</summary>
    public ProxyProtocol? ProxyProtocol { get; init; }

    /// <summary>How many retries may be under way at once, as a share of the requests.</summary>
    public RetryBudget? RetryBudget { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Message("loadBalancer"u8, LoadBalancer);
        fields.Message("connectionPool"u8, ConnectionPool);
        fields.Message("outlierDetection"u8, OutlierDetection);
        fields.Message("tls"u8, Tls);
        fields.Messages("portLevelSettings"u8, PortLevelSettings);
        fields.Message("tunnel"u8, Tunnel);
        fields.Message("proxyProtocol"u8, ProxyProtocol);
        fields.Message("retryBudget"u8, RetryBudget);
    }

    static TrafficPolicy IMessage<TrafficPolicy>.Read(FieldReader fields) => new()
    {
        LoadBalancer = fields.Message<LoadBalancerSettings>("loadBalancer"),
        ConnectionPool = fields.Message<ConnectionPoolSettings>("connectionPool"),
        OutlierDetection = fields.Message<OutlierDetection>("outlierDetection"),
        Tls = fields.Message<ClientTlsSettings>("tls"),
        PortLevelSettings = fields.Messages<PortTrafficPolicy>("portLevelSettings"),
        Tunnel = fields.Message<TunnelSettings>("tunnel"),
        ProxyProtocol = fields.Message<ProxyProtocol>("proxyProtocol"),
        RetryBudget = fields.Message<RetryBudget>("retryBudget"),
    };
}
