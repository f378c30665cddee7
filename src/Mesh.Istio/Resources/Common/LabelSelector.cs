using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>Selects workloads of a namespace by their labels.</summary>
public sealed record LabelSelector : IMessage<LabelSelector>
{
    /// <summary>The labels that a workload must carry; all workloads when empty. No <c>*</c>.</summary>
    public ValueMap<string> MatchLabels { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.TextMap("matchLabels"u8, MatchLabels);
    }

    static LabelSelector IMessage<LabelSelector>.Read(FieldReader fields) => new()
    {
        MatchLabels = fields.TextMap("matchLabels"),
    };
}
