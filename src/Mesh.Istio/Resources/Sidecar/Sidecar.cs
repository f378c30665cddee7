using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>What the sidecars of some workloads accept and what they can reach.</summary>
public sealed record Sidecar : IstioObject
{
    /// <inheritdoc/>
    public override string Kind => "Sidecar";

    /// <inheritdoc/>
    public override string ApiGroup => ApiGroups.Networking;

    /// <summary>The workloads in the object's namespace; all of them, as the namespace's default, when absent.</summary>
    public WorkloadSelector? WorkloadSelector { get; init; }

    /// <summary>The listeners for inbound traffic; derived from the workload's services when empty.</summary>
    public ValueList<IstioIngressListener> Ingress { get; init; }

    /// <summary>The hosts that can be reached.</summary>
    public ValueList<IstioEgressListener> Egress { get; init; }

    /// <summary>Limits of inbound connections.</summary>
    public ConnectionPoolSettings? InboundConnectionPool { get; init; }

    /// <summary>What happens to traffic to unknown destinations; the mesh's setting when absent.</summary>
    public OutboundTrafficPolicy? OutboundTrafficPolicy { get; init; }

    internal static Sidecar Read(ObjectMeta metadata, FieldReader fields) => new()
    {
        Metadata = metadata,
        WorkloadSelector = fields.Message<WorkloadSelector>("workloadSelector"),
        Ingress = fields.Messages<IstioIngressListener>("ingress"),
        Egress = fields.Messages<IstioEgressListener>("egress"),
        InboundConnectionPool = fields.Message<ConnectionPoolSettings>("inboundConnectionPool"),
        OutboundTrafficPolicy = fields.Message<OutboundTrafficPolicy>("outboundTrafficPolicy"),
    };

    internal override void WriteSpec(FieldWriter fields)
    {
        fields.Message("workloadSelector"u8, WorkloadSelector);
        fields.Messages("ingress"u8, Ingress);
        fields.Messages("egress"u8, Egress);
        fields.Message("inboundConnectionPool"u8, InboundConnectionPool);
        fields.Message("outboundTrafficPolicy"u8, OutboundTrafficPolicy);
    }
}
