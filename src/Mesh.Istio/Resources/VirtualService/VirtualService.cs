using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>How requests to hosts are routed.</summary>
public sealed record VirtualService : IstioObject
{
    /// <inheritdoc/>
    public override string Kind => "VirtualService";

    /// <inheritdoc/>
    public override string ApiGroup => ApiGroups.Networking;

    /// <summary>The hosts, as clients name them. A short name is completed by the object's own namespace.</summary>
    public ValueList<string> Hosts { get; init; }

    /// <summary>
    /// The gateways it applies to, as <c>namespace/name</c>; <c>mesh</c> stands for all sidecars and is the value when none is written.
    /// </summary>
    public ValueList<string> Gateways { get; init; }

    /// <summary>The routes of HTTP requests, the first match decides.</summary>
    public ValueList<HttpRoute> Http { get; init; }

    /// <summary>The routes of TLS connections that are not terminated, by SNI.</summary>
    public ValueList<TlsRoute> Tls { get; init; }

    /// <summary>The routes of other connections.</summary>
    public ValueList<TcpRoute> Tcp { get; init; }

    /// <summary>The namespaces that may use it: <c>*</c> (the value when none is written), <c>.</c> for its own, or names.</summary>
    public ValueList<string> ExportTo { get; init; }

    internal static VirtualService Read(ObjectMeta metadata, FieldReader fields) => new()
    {
        Metadata = metadata,
        Hosts = fields.Texts("hosts"),
        Gateways = fields.Texts("gateways"),
        Http = fields.Messages<HttpRoute>("http"),
        Tls = fields.Messages<TlsRoute>("tls"),
        Tcp = fields.Messages<TcpRoute>("tcp"),
        ExportTo = fields.Texts("exportTo"),
    };

    internal override void WriteSpec(FieldWriter fields)
    {
        fields.Texts("hosts"u8, Hosts);
        fields.Texts("gateways"u8, Gateways);
        fields.Messages("http"u8, Http);
        fields.Messages("tls"u8, Tls);
        fields.Messages("tcp"u8, Tcp);
        fields.Texts("exportTo"u8, ExportTo);
    }
}
