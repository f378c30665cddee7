using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>Keep-alive probes on TCP connections.</summary>
public sealed record TcpKeepalive : IMessage<TcpKeepalive>
{
    /// <summary>The unanswered probes after which a connection is dead; the operating system's value when absent (9 on Linux).</summary>
    public uint? Probes { get; init; }

    /// <summary>How long a connection is idle before the first probe; the operating system's value when absent (2 h on Linux).</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>The time between probes; the operating system's value when absent (75 s on Linux).</summary>
    public TimeSpan? Interval { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Number("probes"u8, Probes);
        fields.Duration("time"u8, Time);
        fields.Duration("interval"u8, Interval);
    }

    static TcpKeepalive IMessage<TcpKeepalive>.Read(FieldReader fields) => new()
    {
        Probes = fields.UInt32("probes"),
        Time = fields.Duration("time"),
        Interval = fields.Duration("interval"),
    };
}
