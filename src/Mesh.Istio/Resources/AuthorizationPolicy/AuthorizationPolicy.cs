using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>Which requests workloads answer.</summary>
public sealed record AuthorizationPolicy : IstioObject
{
    /// <inheritdoc/>
    public override string Kind => "AuthorizationPolicy";

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

    /// <summary>What happens to requests that a rule matches; <see cref="AuthorizationAction.Allow"/> when absent.</summary>
    public AuthorizationAction? Action { get; init; }

    /// <summary>The external authorizer, for CUSTOM only.</summary>
    public ExtensionProvider? Provider { get; init; }

    /// <summary>
    /// The rules, of which one must match. No rule matches nothing: ALLOW without rules denies everything. A rule without conditions
    /// matches everything. An empty list is written, an absent one (<see langword="null"/>) is not; to Istio they are the same, but only a
    /// field that is written belongs to who wrote it.
    /// </summary>
    public ValueList<AuthorizationRule>? Rules { get; init; }

    internal static AuthorizationPolicy Read(ObjectMeta metadata, FieldReader fields) => new()
    {
        Metadata = metadata,
        Selector = fields.Message<LabelSelector>("selector"),
        TargetRef = fields.Message<PolicyTargetReference>("targetRef"),
        TargetRefs = fields.Messages<PolicyTargetReference>("targetRefs"),
        Action = fields.Choice("action", ResourceEnums.AuthorizationAction),
        Provider = fields.Message<ExtensionProvider>("provider"),
        Rules = fields.OptionalMessages<AuthorizationRule>("rules"),
    };

    internal override void WriteSpec(FieldWriter fields)
    {
        fields.Message("selector"u8, Selector);
        fields.Message("targetRef"u8, TargetRef);
        fields.Messages("targetRefs"u8, TargetRefs);
        fields.Choice("action"u8, Action, ResourceEnums.AuthorizationAction);
        fields.Message("provider"u8, Provider);
        if (Rules is { } rules)
        {
            fields.Messages("rules"u8, rules, required: true);
        }
    }
}
