using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>What the workloads of one virtual-machine service have in common.</summary>
public sealed record WorkloadGroup : IstioObject
{
    /// <inheritdoc/>
    public override string Kind => "WorkloadGroup";

    /// <inheritdoc/>
    public override string ApiGroup => ApiGroups.Networking;

    /// <summary>Labels and annotations of the WorkloadEntries made from the template: <c>spec.metadata</c>, not the object's own.</summary>
    public WorkloadMetadata? WorkloadMetadata { get; init; }

    /// <summary>The template of the WorkloadEntries.</summary>
    public required WorkloadEndpoint Template { get; init; }

    /// <summary>How the health of the workloads is found out.</summary>
    public ReadinessProbe? Probe { get; init; }

    internal static WorkloadGroup Read(ObjectMeta metadata, FieldReader fields) => new()
    {
        Metadata = metadata,
        WorkloadMetadata = fields.Message<WorkloadMetadata>("metadata"),
        Template = fields.RequiredMessage<WorkloadEndpoint>("template"),
        Probe = fields.Message<ReadinessProbe>("probe"),
    };

    internal override void WriteSpec(FieldWriter fields)
    {
        fields.Message("metadata"u8, WorkloadMetadata);
        fields.Message("template"u8, Template);
        fields.Message("probe"u8, Probe);
    }
}
