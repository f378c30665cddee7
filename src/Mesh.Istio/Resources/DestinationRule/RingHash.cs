using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>Settings of a hash ring.</summary>
public sealed record RingHash : IMessage<RingHash>
{
    /// <summary>The least number of entries on the ring; 1024 when absent.</summary>
    public ulong? MinimumRingSize { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Number("minimumRingSize"u8, MinimumRingSize);
    }

    static RingHash IMessage<RingHash>.Read(FieldReader fields) => new()
    {
        MinimumRingSize = fields.UInt64("minimumRingSize"),
    };
}
