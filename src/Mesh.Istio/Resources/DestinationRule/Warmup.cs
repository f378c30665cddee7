using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>Slow start: a new endpoint gets its full share only after some time.</summary>
public sealed record Warmup : IMessage<Warmup>
{
    /// <summary>How long it takes, at least 1 ms.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The share at the start, in percent; 10 when absent.</summary>
    public double? MinimumPercent { get; init; }

    /// <summary>The speed of the increase, 1 for linear; 1 when absent.</summary>
    public double? Aggression { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Duration("duration"u8, Duration);
        fields.Real("minimumPercent"u8, MinimumPercent);
        fields.Real("aggression"u8, Aggression);
    }

    static Warmup IMessage<Warmup>.Read(FieldReader fields) => new()
    {
        Duration = fields.RequiredDuration("duration"),
        MinimumPercent = fields.Real("minimumPercent"),
        Aggression = fields.Real("aggression"),
    };
}
