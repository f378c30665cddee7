using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>Settings of a Maglev table.</summary>
public sealed record Maglev : IMessage<Maglev>
{
    /// <summary>The number of entries, a prime; 65537 when absent.</summary>
    public ulong? TableSize { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Number("tableSize"u8, TableSize);
    }

    static Maglev IMessage<Maglev>.Read(FieldReader fields) => new()
    {
        TableSize = fields.UInt64("tableSize"),
    };
}
