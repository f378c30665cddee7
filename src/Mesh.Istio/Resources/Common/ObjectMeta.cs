using Mesh.Documents;
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

    /// <summary>
    /// When the object was created, as an API server says; <see langword="null"/> for one that no API server has made yet. Of several
    /// objects for one host istiod lets the age decide. It is read, never written, and no part of equality: an object that was applied
    /// is still the same.
    /// </summary>
    public DateTimeOffset? CreationTimestamp { get; init; }

    /// <summary>Whether everything but the age is equal.</summary>
    /// <param name="other">The other one.</param>
    /// <returns><see langword="true"/> when name, namespace, labels and annotations are the same.</returns>
    public bool Equals(ObjectMeta? other) =>
        other is not null && Name == other.Name && Namespace == other.Namespace
        && Labels == other.Labels && Annotations == other.Annotations;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Namespace, Labels, Annotations);

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
            CreationTimestamp = TimeText.Parse(fields.Text("creationTimestamp")),
        };
    }
}
