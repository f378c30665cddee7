using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>Another VirtualService that holds the routes. Only one level is possible, and the delegate has no hosts.</summary>
public sealed record Delegate : IMessage<Delegate>
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>Its namespace; that of the delegating object when absent.</summary>
    public string? Namespace { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Text("name"u8, Name);
        fields.Text("namespace"u8, Namespace);
    }

    static Delegate IMessage<Delegate>.Read(FieldReader fields) => new()
    {
        Name = fields.Text("name"),
        Namespace = fields.Text("namespace"),
    };
}
