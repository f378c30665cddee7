using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>A place where copies of requests go.</summary>
public sealed record HttpMirrorPolicy : IMessage<HttpMirrorPolicy>
{
    /// <summary>The place.</summary>
    public required Destination Destination { get; init; }

    /// <summary>How many of the requests are copied; all when absent.</summary>
    public Percent? Percentage { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Message("destination"u8, Destination);
        fields.Message("percentage"u8, Percentage);
    }

    static HttpMirrorPolicy IMessage<HttpMirrorPolicy>.Read(FieldReader fields) => new()
    {
        Destination = fields.RequiredMessage<Destination>("destination"),
        Percentage = fields.Message<Percent>("percentage"),
    };
}
