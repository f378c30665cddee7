using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>What clients do once routing has picked a host: load balancing, connection pools, ejection of bad endpoints, TLS.</summary>
public sealed record DestinationRule : IstioObject
{
    /// <inheritdoc/>
    public override string Kind => "DestinationRule";

    /// <inheritdoc/>
    public override string ApiGroup => ApiGroups.Networking;

    /// <summary>
    /// The host in the registry that it is about. A short name is completed by the object's own namespace; write the full name.
    /// </summary>
    public required string Host { get; init; }

    /// <summary>The client workloads in the object's namespace that it applies to; all when absent.</summary>
    public LabelSelector? WorkloadSelector { get; init; }

    /// <summary>The policy for all ports and subsets that have none of their own.</summary>
    public TrafficPolicy? TrafficPolicy { get; init; }

    /// <summary>Named parts of the service's endpoints.</summary>
    public ValueList<Subset> Subsets { get; init; }

    /// <summary>The namespaces that may use it: <c>*</c> (the value when none is written), <c>.</c> for its own, or names.</summary>
    public ValueList<string> ExportTo { get; init; }

    internal static DestinationRule Read(ObjectMeta metadata, FieldReader fields) => new()
    {
        Metadata = metadata,
        Host = fields.RequiredText("host"),
        WorkloadSelector = fields.Message<LabelSelector>("workloadSelector"),
        TrafficPolicy = fields.Message<TrafficPolicy>("trafficPolicy"),
        Subsets = fields.Messages<Subset>("subsets"),
        ExportTo = fields.Texts("exportTo"),
    };

    internal override void WriteSpec(FieldWriter fields)
    {
        fields.Text("host"u8, Host);
        fields.Message("workloadSelector"u8, WorkloadSelector);
        fields.Message("trafficPolicy"u8, TrafficPolicy);
        fields.Messages("subsets"u8, Subsets);
        fields.Texts("exportTo"u8, ExportTo);
    }
}
