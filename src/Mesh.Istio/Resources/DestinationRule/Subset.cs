using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>A named part of a service's endpoints.</summary>
public sealed record Subset : IMessage<Subset>
{
    /// <summary>The name that routes use.</summary>
    public required string Name { get; init; }

    /// <summary>The labels that an endpoint must carry.</summary>
    public ValueMap<string> Labels { get; init; }

    /// <summary>Settings that take the place of the rule's own, field by field.</summary>
    public TrafficPolicy? TrafficPolicy { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Text("name"u8, Name);
        fields.TextMap("labels"u8, Labels);
        fields.Message("trafficPolicy"u8, TrafficPolicy);
    }

    static Subset IMessage<Subset>.Read(FieldReader fields) => new()
    {
        Name = fields.RequiredText("name"),
        Labels = fields.TextMap("labels"),
        TrafficPolicy = fields.Message<TrafficPolicy>("trafficPolicy"),
    };
}
