namespace Mesh.Istio.Fields;

/// <summary>A message that can be read.</summary>
/// <typeparam name="TSelf">The record itself.</typeparam>
internal interface IMessage<TSelf> : IMessage
    where TSelf : class, IMessage<TSelf>
{
    /// <summary>Reads the record; what is wrong becomes a diagnostic of the reader, and the record is then worthless.</summary>
    static abstract TSelf Read(FieldReader fields);
}
