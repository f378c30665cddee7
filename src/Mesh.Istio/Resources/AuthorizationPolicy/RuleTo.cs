using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>A kind of request.</summary>
public sealed record RuleTo : IMessage<RuleTo>
{
    /// <summary>What identifies the request.</summary>
    public Operation? Operation { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Message("operation"u8, Operation);
    }

    static RuleTo IMessage<RuleTo>.Read(FieldReader fields) => new()
    {
        Operation = fields.Message<Operation>("operation"),
    };
}
