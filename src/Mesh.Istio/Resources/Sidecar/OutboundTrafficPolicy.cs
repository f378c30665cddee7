using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>What happens to traffic to unknown destinations.</summary>
public sealed record OutboundTrafficPolicy : IMessage<OutboundTrafficPolicy>
{
    /// <summary>The rule; <see cref="OutboundTrafficPolicyMode.AllowAny"/> in the mesh's default configuration.</summary>
    public OutboundTrafficPolicyMode? Mode { get; init; }

    /// <summary>The service that unknown traffic is sent to.</summary>
    public Destination? EgressProxy { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Choice("mode"u8, Mode, ResourceEnums.OutboundTrafficPolicyMode);
        fields.Message("egressProxy"u8, EgressProxy);
    }

    static OutboundTrafficPolicy IMessage<OutboundTrafficPolicy>.Read(FieldReader fields) => new()
    {
        Mode = fields.Choice("mode", ResourceEnums.OutboundTrafficPolicyMode),
        EgressProxy = fields.Message<Destination>("egressProxy"),
    };
}
