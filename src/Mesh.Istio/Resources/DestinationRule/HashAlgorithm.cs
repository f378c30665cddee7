using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>How hashes are mapped to endpoints.</summary>
public abstract record HashAlgorithm
{
    private protected HashAlgorithm()
    {
    }

    internal abstract void Write(FieldWriter fields);

    internal static HashAlgorithm? Read(FieldReader fields) => fields.OneOf("ringHash", "maglev") switch
    {
        "ringHash" => new Ring(fields.RequiredMessage<RingHash>("ringHash")),
        "maglev" => new MaglevTable(fields.RequiredMessage<Maglev>("maglev")),
        _ => null,
    };

    /// <summary>A ring on which every endpoint stands many times.</summary>
    /// <param name="Value">The settings.</param>
    public sealed record Ring(RingHash Value) : HashAlgorithm
    {
        internal override void Write(FieldWriter fields) => fields.Message("ringHash"u8, Value);
    }

    /// <summary>A Maglev table: faster than a ring, less stable when endpoints change.</summary>
    /// <param name="Value">The settings.</param>
    public sealed record MaglevTable(Maglev Value) : HashAlgorithm
    {
        internal override void Write(FieldWriter fields) => fields.Message("maglev"u8, Value);
    }
}
