using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>Which connections are accepted.</summary>
public sealed record MutualTls : IMessage<MutualTls>
{
    /// <summary>The rule; <see cref="MutualTlsMode.Unset"/> when absent.</summary>
    public MutualTlsMode? Mode { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Choice("mode"u8, Mode, ResourceEnums.MutualTlsMode);
    }

    static MutualTls IMessage<MutualTls>.Read(FieldReader fields) => new()
    {
        Mode = fields.Choice("mode", ResourceEnums.MutualTlsMode),
    };
}
