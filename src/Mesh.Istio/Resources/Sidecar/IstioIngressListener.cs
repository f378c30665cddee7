using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>A listener for inbound traffic.</summary>
public sealed record IstioIngressListener : IMessage<IstioIngressListener>
{
    /// <summary>The port it listens on.</summary>
    public required SidecarPort Port { get; init; }

    /// <summary>The address it listens on.</summary>
    public string? Bind { get; init; }

    /// <summary>How traffic reaches it.</summary>
    public CaptureMode? CaptureMode { get; init; }

    /// <summary>Where the application listens: <c>127.0.0.1:PORT</c>, <c>0.0.0.0:PORT</c> or <c>unix:///path</c>.</summary>
    public string? DefaultEndpoint { get; init; }

    /// <summary>TLS that the sidecar terminates for clients outside the mesh.</summary>
    public ServerTlsSettings? Tls { get; init; }

    /// <summary>Limits of connections to this port.</summary>
    public ConnectionPoolSettings? ConnectionPool { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Message("port"u8, Port);
        fields.Text("bind"u8, Bind);
        fields.Choice("captureMode"u8, CaptureMode, ResourceEnums.CaptureMode);
        fields.Text("defaultEndpoint"u8, DefaultEndpoint);
        fields.Message("tls"u8, Tls);
        fields.Message("connectionPool"u8, ConnectionPool);
    }

    static IstioIngressListener IMessage<IstioIngressListener>.Read(FieldReader fields) => new()
    {
        Port = fields.RequiredMessage<SidecarPort>("port"),
        Bind = fields.Text("bind"),
        CaptureMode = fields.Choice("captureMode", ResourceEnums.CaptureMode),
        DefaultEndpoint = fields.Text("defaultEndpoint"),
        Tls = fields.Message<ServerTlsSettings>("tls"),
        ConnectionPool = fields.Message<ConnectionPoolSettings>("connectionPool"),
    };
}
