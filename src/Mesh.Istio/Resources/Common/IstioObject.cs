using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>
/// An object for the API server: one of Istio's kinds, or a <see cref="Namespace"/>. Immutable and equal by value; the fields of
/// <c>spec</c> are properties of the kind's record, in the order in which they are written.
/// </summary>
/// <remarks>
/// A property that is <see langword="null"/> is not written and leaves the decision to Istio. Empty lists and maps are not written either,
/// except for lists that the CRD requires: to Istio they are the same as absent ones. An empty message, such as <c>new
/// LocalityLbSetting()</c>, is written as <c>{}</c>.
/// </remarks>
public abstract record IstioObject
{
    private protected IstioObject()
    {
    }

    /// <summary>Copies another object; what is made of it by <c>with</c> is no longer a copy.</summary>
    /// <param name="original">The object.</param>
    protected IstioObject(IstioObject original)
    {
        ArgumentNullException.ThrowIfNull(original);
        Metadata = original.Metadata;
    }

    /// <summary>The kind, for example <c>VirtualService</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>The API group: <c>networking.istio.io</c>, <c>security.istio.io</c>, or empty for Kubernetes' own kinds.</summary>
    public abstract string ApiGroup { get; }

    /// <summary>
    /// The API version that is written, always the stable one: <c>networking.istio.io/v1</c>, <c>security.istio.io/v1</c> or <c>v1</c>.
    /// </summary>
    public string ApiVersion => ApiGroup.Length == 0 ? "v1" : $"{ApiGroup}/v1";

    /// <summary>Name, namespace, labels and annotations.</summary>
    public required ObjectMeta Metadata { get; init; }

    /// <summary>
    /// The object of which this is a copy: several clusters have equal objects, of which each is one of its own, and what is made of them
    /// is made once. Null for an object that is no copy. No part of equality.
    /// </summary>
    internal IstioObject? Original { get; private set; }

    /// <summary>Whether kind, name, namespace, labels and annotations are equal; records of kinds compare the rest.</summary>
    /// <param name="other">The other object.</param>
    /// <returns><see langword="true"/> when they are.</returns>
    public virtual bool Equals(IstioObject? other) =>
        other is not null && EqualityContract == other.EqualityContract && Metadata == other.Metadata;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(EqualityContract, Metadata);

    /// <summary>The object in a few words: <c>VirtualService bookinfo-backend/details</c>.</summary>
    /// <returns>Kind, namespace and name.</returns>
    public sealed override string ToString() => Metadata.Namespace is { } ns ? $"{Kind} {ns}/{Metadata.Name}" : $"{Kind} {Metadata.Name}";

    /// <summary>An equal object that knows that it is a copy.</summary>
    internal IstioObject Copy()
    {
        IstioObject copy = this with { };
        copy.Original = Original ?? this;
        return copy;
    }

    /// <summary>The object as JSON on one line, in UTF-8.</summary>
    internal byte[] ToUtf8Json()
    {
        using var output = new OutputBuffer();
        using var json = new JsonFieldWriter(output, indented: false);
        Write(json);
        json.EndDocument();
        return output.Written.ToArray();
    }

    internal abstract void WriteSpec(FieldWriter fields);

    internal void Write(FieldWriter fields)
    {
        fields.BeginObject();
        fields.Text("apiVersion"u8, ApiVersion);
        fields.Text("kind"u8, Kind);
        fields.Message("metadata"u8, Metadata);
        if (this is AccessObject)
        {
            WriteSpec(fields);
        }
        else if (ApiGroup.Length > 0)
        {
            fields.Key("spec"u8);
            fields.BeginObject();
            WriteSpec(fields);
            fields.EndObject();
        }

        fields.EndObject();
    }
}
