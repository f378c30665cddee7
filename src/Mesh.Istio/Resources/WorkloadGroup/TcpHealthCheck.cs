using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>A probe by TCP connection.</summary>
public sealed record TcpHealthCheck : IMessage<TcpHealthCheck>
{
    /// <summary>The host; <c>localhost</c> when absent.</summary>
    public string? Host { get; init; }

    /// <summary>The port, 1 to 65535.</summary>
    public required uint Port { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Text("host"u8, Host);
        fields.Number("port"u8, Port);
    }

    static TcpHealthCheck IMessage<TcpHealthCheck>.Read(FieldReader fields) => new()
    {
        Host = fields.Text("host"),
        Port = fields.RequiredUInt32("port"),
    };
}
