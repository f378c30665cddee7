using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>A probe by HTTP request; 200 to 399 is healthy.</summary>
public sealed record HttpHealthCheck : IMessage<HttpHealthCheck>
{
    /// <summary>The path; <c>/</c> when absent.</summary>
    public string? Path { get; init; }

    /// <summary>The port, 1 to 65535.</summary>
    public required uint Port { get; init; }

    /// <summary>The host; the workload's address when absent.</summary>
    public string? Host { get; init; }

    /// <summary><c>HTTP</c> or <c>HTTPS</c>; HTTP when absent.</summary>
    public string? Scheme { get; init; }

    /// <summary>Headers of the request.</summary>
    public ValueList<HttpHeader> HttpHeaders { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Text("path"u8, Path);
        fields.Number("port"u8, Port);
        fields.Text("host"u8, Host);
        fields.Text("scheme"u8, Scheme);
        fields.Messages("httpHeaders"u8, HttpHeaders);
    }

    static HttpHealthCheck IMessage<HttpHealthCheck>.Read(FieldReader fields) => new()
    {
        Path = fields.Text("path"),
        Port = fields.RequiredUInt32("port"),
        Host = fields.Text("host"),
        Scheme = fields.Text("scheme"),
        HttpHeaders = fields.Messages<HttpHeader>("httpHeaders"),
    };
}
