using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>Which tokens (JWT) requests may carry. Requests without a token pass; an AuthorizationPolicy demands one.</summary>
public sealed record RequestAuthentication : IstioObject
{
    /// <inheritdoc/>
    public override string Kind => "RequestAuthentication";

    /// <inheritdoc/>
    public override string ApiGroup => ApiGroups.Security;

    /// <summary>
    /// The workloads. At most one of selector, target and targets is allowed; all workloads of the namespace without any.
    /// </summary>
    public LabelSelector? Selector { get; init; }

    /// <summary>The object that it applies to.</summary>
    public PolicyTargetReference? TargetRef { get; init; }

    /// <summary>The objects that it applies to, at most 16.</summary>
    public ValueList<PolicyTargetReference> TargetRefs { get; init; }

    /// <summary>The accepted issuers.</summary>
    public ValueList<JwtRule> JwtRules { get; init; }

    internal static RequestAuthentication Read(ObjectMeta metadata, FieldReader fields) => new()
    {
        Metadata = metadata,
        Selector = fields.Message<LabelSelector>("selector"),
        TargetRef = fields.Message<PolicyTargetReference>("targetRef"),
        TargetRefs = fields.Messages<PolicyTargetReference>("targetRefs"),
        JwtRules = fields.Messages<JwtRule>("jwtRules"),
    };

    internal override void WriteSpec(FieldWriter fields)
    {
        fields.Message("selector"u8, Selector);
        fields.Message("targetRef"u8, TargetRef);
        fields.Messages("targetRefs"u8, TargetRefs);
        fields.Messages("jwtRules"u8, JwtRules);
    }
}
