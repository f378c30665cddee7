using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>Holds some of the requests back.</summary>
public sealed record FaultDelay : IMessage<FaultDelay>
{
    /// <summary>For how long.</summary>
    public DelayDuration? Duration { get; init; }

    /// <summary>How many of the requests; none when absent.</summary>
    public Percent? Percentage { get; init; }

    /// <summary>Deprecated in favour of <see cref="Percentage"/>: whole percents.</summary>
    public int? Percent { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        Duration?.Write(fields);
        fields.Message("percentage"u8, Percentage);
        fields.Number("percent"u8, Percent);
    }

    static FaultDelay IMessage<FaultDelay>.Read(FieldReader fields) => new()
    {
        Duration = DelayDuration.Read(fields),
        Percentage = fields.Message<Percent>("percentage"),
        Percent = fields.Int32("percent"),
    };
}
