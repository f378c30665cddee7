using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>
/// What identifies and describes an object. What an API server adds (uid, resourceVersion, managedFields, …) is no part of it: reading
/// drops it.
/// </summary>
public sealed record ObjectMeta : IMessage<ObjectMeta>
{
    /// <summary>The name, unique within kind and namespace.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// The namespace; <see langword="null"/> for a <see cref="Resources.Namespace"/>, and where the tool that applies the object decides.
    /// </summary>
    public string? Namespace { get; init; }

    /// <summary>Labels.</summary>
    public ValueMap<string> Labels { get; init; }

    /// <summary>Annotations.</summary>
    public ValueMap<string> Annotations { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Text("name"u8, Name);
        fields.Text("namespace"u8, Namespace);
        fields.TextMap("labels"u8, Labels);
        fields.TextMap("annotations"u8, Annotations);
    }

    static ObjectMeta IMessage<ObjectMeta>.Read(FieldReader fields)
    {
        fields.Ignore(
            "uid",
            "resourceVersion",
            "generation",
            "generateName",
            "creationTimestamp",
            "deletionTimestamp",
            "deletionGracePeriodSeconds",
            "managedFields",
            "ownerReferences",
            "finalizers",
            "selfLink");
        return new()
        {
            Name = fields.RequiredText("name"),
            Namespace = fields.Text("namespace"),
            Labels = fields.TextMap("labels"),
            Annotations = fields.TextMap("annotations"),
        };
    }
}
