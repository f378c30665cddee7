using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>A rule: one of each list that is not empty must match.</summary>
public sealed record AuthorizationRule : IMessage<AuthorizationRule>
{
    /// <summary>Who sends the request; anybody when empty.</summary>
    public ValueList<RuleFrom> From { get; init; }

    /// <summary>What the request is; anything when empty.</summary>
    public ValueList<RuleTo> To { get; init; }

    /// <summary>Further conditions, all of which must hold.</summary>
    public ValueList<RuleCondition> When { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Messages("from"u8, From);
        fields.Messages("to"u8, To);
        fields.Messages("when"u8, When);
    }

    static AuthorizationRule IMessage<AuthorizationRule>.Read(FieldReader fields) => new()
    {
        From = fields.Messages<RuleFrom>("from"),
        To = fields.Messages<RuleTo>("to"),
        When = fields.Messages<RuleCondition>("when"),
    };
}
