using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>A claim that is passed on as a header.</summary>
public sealed record ClaimToHeader : IMessage<ClaimToHeader>
{
    /// <summary>The header.</summary>
    public required string Header { get; init; }

    /// <summary>The claim; a nested one as <c>outer.inner</c>.</summary>
    public required string Claim { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Text("header"u8, Header);
        fields.Text("claim"u8, Claim);
    }

    static ClaimToHeader IMessage<ClaimToHeader>.Read(FieldReader fields) => new()
    {
        Header = fields.RequiredText("header"),
        Claim = fields.RequiredText("claim"),
    };
}
