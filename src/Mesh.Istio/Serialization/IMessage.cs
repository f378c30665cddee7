namespace Mesh.Istio.Serialization;

/// <summary>A record that is one message of Istio's API: an object in YAML or JSON with a fixed set of fields.</summary>
/// <typeparam name="TSelf">The record itself.</typeparam>
internal interface IMessage<TSelf>
    where TSelf : class, IMessage<TSelf>
{
    /// <summary>Writes the fields that are set, always in the same order. The braces around them are the caller's.</summary>
    void Write(FieldWriter fields);

    /// <summary>Reads the record; what is wrong becomes a diagnostic of the reader, and the record is then worthless.</summary>
    static abstract TSelf Read(FieldReader fields);
}
