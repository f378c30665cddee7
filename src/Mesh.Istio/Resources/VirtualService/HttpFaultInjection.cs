using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>Faults that are injected into requests.</summary>
public sealed record HttpFaultInjection : IMessage<HttpFaultInjection>
{
    /// <summary>Holds requests back.</summary>
    public FaultDelay? Delay { get; init; }

    /// <summary>Answers requests with an error.</summary>
    public FaultAbort? Abort { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Message("delay"u8, Delay);
        fields.Message("abort"u8, Abort);
    }

    static HttpFaultInjection IMessage<HttpFaultInjection>.Read(FieldReader fields) => new()
    {
        Delay = fields.Message<FaultDelay>("delay"),
        Abort = fields.Message<FaultAbort>("abort"),
    };
}
