using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>Answers some of the requests with an error.</summary>
public sealed record FaultAbort : IMessage<FaultAbort>
{
    /// <summary>The error.</summary>
    public AbortError? Error { get; init; }

    /// <summary>How many of the requests; none when absent.</summary>
    public Percent? Percentage { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        Error?.Write(fields);
        fields.Message("percentage"u8, Percentage);
    }

    static FaultAbort IMessage<FaultAbort>.Read(FieldReader fields) => new()
    {
        Error = AbortError.Read(fields),
        Percentage = fields.Message<Percent>("percentage"),
    };
}
