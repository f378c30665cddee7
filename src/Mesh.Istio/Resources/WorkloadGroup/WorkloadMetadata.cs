using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>Labels and annotations of WorkloadEntries made from a template.</summary>
public sealed record WorkloadMetadata : IMessage<WorkloadMetadata>
{
    /// <summary>The labels.</summary>
    public ValueMap<string> Labels { get; init; }

    /// <summary>The annotations.</summary>
    public ValueMap<string> Annotations { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.TextMap("labels"u8, Labels);
        fields.TextMap("annotations"u8, Annotations);
    }

    static WorkloadMetadata IMessage<WorkloadMetadata>.Read(FieldReader fields) => new()
    {
        Labels = fields.TextMap("labels"),
        Annotations = fields.TextMap("annotations"),
    };
}
