using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>A service, one of its subsets, and its port.</summary>
public sealed record Destination : IMessage<Destination>
{
    /// <summary>
    /// The host in the registry: a Kubernetes Service or a ServiceEntry's host. A short name is completed by the VirtualService's
    /// namespace; write the full name.
    /// </summary>
    public required string Host { get; init; }

    /// <summary>A subset that the host's DestinationRule defines.</summary>
    public string? Subset { get; init; }

    /// <summary>The port; not needed for services with a single one.</summary>
    public PortSelector? Port { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Text("host"u8, Host);
        fields.Text("subset"u8, Subset);
        fields.Message("port"u8, Port);
    }

    static Destination IMessage<Destination>.Read(FieldReader fields) => new()
    {
        Host = fields.RequiredText("host"),
        Subset = fields.Text("subset"),
        Port = fields.Message<PortSelector>("port"),
    };
}
