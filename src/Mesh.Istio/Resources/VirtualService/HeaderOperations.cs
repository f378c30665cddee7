using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>Changes of headers.</summary>
public sealed record HeaderOperations : IMessage<HeaderOperations>
{
    /// <summary>Headers that are overwritten.</summary>
    public ValueMap<string> Set { get; init; }

    /// <summary>Headers that get one more value.</summary>
    public ValueMap<string> Add { get; init; }

    /// <summary>Headers that are taken away.</summary>
    public ValueList<string> Remove { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.TextMap("set"u8, Set);
        fields.TextMap("add"u8, Add);
        fields.Texts("remove"u8, Remove);
    }

    static HeaderOperations IMessage<HeaderOperations>.Read(FieldReader fields) => new()
    {
        Set = fields.TextMap("set"),
        Add = fields.TextMap("add"),
        Remove = fields.Texts("remove"),
    };
}
