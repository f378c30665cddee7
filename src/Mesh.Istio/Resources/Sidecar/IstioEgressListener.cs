using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>A listener for outbound traffic and the hosts it can reach.</summary>
public sealed record IstioEgressListener : IMessage<IstioEgressListener>
{
    /// <summary>The port it listens on; all ports of the hosts when absent.</summary>
    public SidecarPort? Port { get; init; }

    /// <summary>The address or Unix socket it listens on.</summary>
    public string? Bind { get; init; }

    /// <summary>How traffic reaches it.</summary>
    public CaptureMode? CaptureMode { get; init; }

    /// <summary>The hosts, as <c>namespace/host</c>; <c>./*</c> for the own namespace, <c>~/*</c> for none.</summary>
    public required ValueList<string> Hosts { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Message("port"u8, Port);
        fields.Text("bind"u8, Bind);
        fields.Choice("captureMode"u8, CaptureMode, ResourceEnums.CaptureMode);
        fields.Texts("hosts"u8, Hosts, required: true);
    }

    static IstioEgressListener IMessage<IstioEgressListener>.Read(FieldReader fields) => new()
    {
        Port = fields.Message<SidecarPort>("port"),
        Bind = fields.Text("bind"),
        CaptureMode = fields.Choice("captureMode", ResourceEnums.CaptureMode),
        Hosts = fields.RequiredTexts("hosts"),
    };
}
