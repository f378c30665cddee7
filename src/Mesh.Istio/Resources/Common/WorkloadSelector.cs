using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>Selects workloads of a namespace by their labels.</summary>
public sealed record WorkloadSelector : IMessage<WorkloadSelector>
{
    /// <summary>The labels that a workload must carry; all workloads when empty. No <c>*</c>.</summary>
    public ValueMap<string> Labels { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.TextMap("labels"u8, Labels);
    }

    static WorkloadSelector IMessage<WorkloadSelector>.Read(FieldReader fields) => new()
    {
        Labels = fields.TextMap("labels"),
    };
}
