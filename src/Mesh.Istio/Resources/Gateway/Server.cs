using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>A listener of a <see cref="Gateway"/> with the hosts it serves.</summary>
public sealed record Server : IMessage<Server>
{
    /// <summary>A name for the listener, unique within the gateway; for people and statistics.</summary>
    public string? Name { get; init; }

    /// <summary>The port it listens on.</summary>
    public required Port Port { get; init; }

    /// <summary>The address or Unix socket it listens on; all addresses when absent.</summary>
    public string? Bind { get; init; }

    /// <summary>
    /// The hosts it serves, as <c>host</c> or <c>namespace/host</c>; <c>*.example.com</c>, <c>*</c> and the namespaces <c>*</c> and
    /// <c>.</c> are allowed. VirtualServices outside the named namespace cannot bind to it.
    /// </summary>
    public required ValueList<string> Hosts { get; init; }

    /// <summary>How connections are secured; plain text when absent.</summary>
    public ServerTlsSettings? Tls { get; init; }

    /// <summary>Where connections go when no route fits; not implemented for gateways.</summary>
    public string? DefaultEndpoint { get; init; }

    /// <summary>A host of <see cref="Hosts"/> without its namespace.</summary>
    internal static string NameOf(string host) => host[(host.IndexOf('/', StringComparison.Ordinal) + 1)..];

    void IMessage.Write(FieldWriter fields)
    {
        fields.Text("name"u8, Name);
        fields.Message("port"u8, Port);
        fields.Text("bind"u8, Bind);
        fields.Texts("hosts"u8, Hosts, required: true);
        fields.Message("tls"u8, Tls);
        fields.Text("defaultEndpoint"u8, DefaultEndpoint);
    }

    static Server IMessage<Server>.Read(FieldReader fields) => new()
    {
        Name = fields.Text("name"),
        Port = fields.RequiredMessage<Port>("port"),
        Bind = fields.Text("bind"),
        Hosts = fields.RequiredTexts("hosts"),
        Tls = fields.Message<ServerTlsSettings>("tls"),
        DefaultEndpoint = fields.Text("defaultEndpoint"),
    };
}
