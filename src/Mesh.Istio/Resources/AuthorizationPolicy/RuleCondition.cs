using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>A condition on an attribute of the request.</summary>
public sealed record RuleCondition : IMessage<RuleCondition>
{
    /// <summary>The attribute, for example <c>request.headers[x-token]</c> or <c>source.ip</c>.</summary>
    public required string Key { get; init; }

    /// <summary>The values of which one must match.</summary>
    public ValueList<string> Values { get; init; }

    /// <summary>The values of which none may match.</summary>
    public ValueList<string> NotValues { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Text("key"u8, Key);
        fields.Texts("values"u8, Values);
        fields.Texts("notValues"u8, NotValues);
    }

    static RuleCondition IMessage<RuleCondition>.Read(FieldReader fields) => new()
    {
        Key = fields.RequiredText("key"),
        Values = fields.Texts("values"),
        NotValues = fields.Texts("notValues"),
    };
}
