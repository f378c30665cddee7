using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>An attribute of a cookie.</summary>
public sealed record HttpCookieAttribute : IMessage<HttpCookieAttribute>
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its value, if it has one.</summary>
    public string? Value { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Text("name"u8, Name);
        fields.Text("value"u8, Value);
    }

    static HttpCookieAttribute IMessage<HttpCookieAttribute>.Read(FieldReader fields) => new()
    {
        Name = fields.RequiredText("name"),
        Value = fields.Text("value"),
    };
}
