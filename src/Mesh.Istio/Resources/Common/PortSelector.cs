using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>A port by its number.</summary>
public sealed record PortSelector : IMessage<PortSelector>
{
    /// <summary>The port of the service.</summary>
    public uint? Number { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Number("number"u8, Number);
    }

    static PortSelector IMessage<PortSelector>.Read(FieldReader fields) => new()
    {
        Number = fields.UInt32("number"),
    };
}
