using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>Limits and timeouts of connections to a destination.</summary>
public sealed record ConnectionPoolSettings : IMessage<ConnectionPoolSettings>
{
    /// <summary>For all connections.</summary>
    public TcpSettings? Tcp { get; init; }

    /// <summary>For HTTP.</summary>
    public HttpSettings? Http { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Message("tcp"u8, Tcp);
        fields.Message("http"u8, Http);
    }

    static ConnectionPoolSettings IMessage<ConnectionPoolSettings>.Read(FieldReader fields) => new()
    {
        Tcp = fields.Message<TcpSettings>("tcp"),
        Http = fields.Message<HttpSettings>("http"),
    };
}
