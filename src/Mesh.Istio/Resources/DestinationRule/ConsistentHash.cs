using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>Consistent hashing: requests with the same key go to the same endpoint, as long as it is there.</summary>
public sealed record ConsistentHash : IMessage<ConsistentHash>
{
    /// <summary>What is hashed.</summary>
    public HashKey? Key { get; init; }

    /// <summary>How hashes are mapped to endpoints; a ring when absent.</summary>
    public HashAlgorithm? Algorithm { get; init; }

    /// <summary>Deprecated in favour of <see cref="RingHash"/>: the least number of entries on the ring.</summary>
    public ulong? MinimumRingSize { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        Key?.Write(fields);
        Algorithm?.Write(fields);
        fields.Number("minimumRingSize"u8, MinimumRingSize);
    }

    static ConsistentHash IMessage<ConsistentHash>.Read(FieldReader fields) => new()
    {
        Key = HashKey.Read(fields),
        Algorithm = HashAlgorithm.Read(fields),
        MinimumRingSize = fields.UInt64("minimumRingSize"),
    };
}
