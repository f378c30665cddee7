namespace Mesh.Istio.Fields;

/// <summary>A record that is one message of Istio's API: an object in YAML or JSON with a fixed set of fields.</summary>
internal interface IMessage
{
    /// <summary>Writes the fields that are set, always in the same order. The braces around them are the caller's.</summary>
    void Write(FieldWriter fields);
}
