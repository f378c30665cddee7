using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>Which connections workloads accept: plain text, mutual TLS, or both.</summary>
public sealed record PeerAuthentication : IstioObject
{
    /// <inheritdoc/>
    public override string Kind => "PeerAuthentication";

    /// <inheritdoc/>
    public override string ApiGroup => ApiGroups.Security;

    /// <summary>The workloads; all of the object's namespace when absent, of the mesh in the root namespace.</summary>
    public LabelSelector? Selector { get; init; }

    /// <summary>The rule; that of the policy above when absent.</summary>
    public MutualTls? Mtls { get; init; }

    /// <summary>Rules of single ports of the workload, by port number. Needs a selector with labels.</summary>
    public ValueMap<MutualTls> PortLevelMtls { get; init; }

    internal static PeerAuthentication Read(ObjectMeta metadata, FieldReader fields) => new()
    {
        Metadata = metadata,
        Selector = fields.Message<LabelSelector>("selector"),
        Mtls = fields.Message<MutualTls>("mtls"),
        PortLevelMtls = fields.MessageMap<MutualTls>("portLevelMtls"),
    };

    internal override void WriteSpec(FieldWriter fields)
    {
        fields.Message("selector"u8, Selector);
        fields.Message("mtls"u8, Mtls);
        fields.MessageMap("portLevelMtls"u8, PortLevelMtls);
    }
}
