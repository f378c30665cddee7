using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>PING frames that find dead HTTP/2 connections. Istio 1.31 and later.</summary>
public sealed record Http2KeepAlive : IMessage<Http2KeepAlive>
{
    /// <summary>The time between them, at least 1 ms.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>How long the answer may take before the connection is closed, at least 1 ms.</summary>
    public TimeSpan? Timeout { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Duration("interval"u8, Interval);
        fields.Duration("timeout"u8, Timeout);
    }

    static Http2KeepAlive IMessage<Http2KeepAlive>.Read(FieldReader fields) => new()
    {
        Interval = fields.Duration("interval"),
        Timeout = fields.Duration("timeout"),
    };
}
