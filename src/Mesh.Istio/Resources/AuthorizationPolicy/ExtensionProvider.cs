using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>An external authorizer that the mesh configuration defines.</summary>
public sealed record ExtensionProvider : IMessage<ExtensionProvider>
{
    /// <summary>Its name there.</summary>
    public string? Name { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Text("name"u8, Name);
    }

    static ExtensionProvider IMessage<ExtensionProvider>.Read(FieldReader fields) => new()
    {
        Name = fields.Text("name"),
    };
}
