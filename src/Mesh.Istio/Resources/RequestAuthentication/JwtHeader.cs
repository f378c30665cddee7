using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>A header that may hold a token.</summary>
public sealed record JwtHeader : IMessage<JwtHeader>
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The text before the token, for example <c>Bearer </c> with the blank.</summary>
    public string? Prefix { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Text("name"u8, Name);
        fields.Text("prefix"u8, Prefix);
    }

    static JwtHeader IMessage<JwtHeader>.Read(FieldReader fields) => new()
    {
        Name = fields.RequiredText("name"),
        Prefix = fields.Text("prefix"),
    };
}
