using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>How long a request is held back.</summary>
public abstract record DelayDuration
{
    private protected DelayDuration()
    {
    }

    internal abstract void Write(FieldWriter fields);

    internal static DelayDuration? Read(FieldReader fields) => fields.OneOf("fixedDelay", "exponentialDelay") switch
    {
        "fixedDelay" => new Fixed(fields.Duration("fixedDelay") ?? default),
        "exponentialDelay" => new Exponential(fields.Duration("exponentialDelay") ?? default),
        _ => null,
    };

    /// <summary>Always for the same time, at least 1 ms.</summary>
    /// <param name="Value">The time.</param>
    public sealed record Fixed(TimeSpan Value) : DelayDuration
    {
        internal override void Write(FieldWriter fields) => fields.Duration("fixedDelay"u8, Value);
    }

    /// <summary>For a random time of this mean; not implemented by Istio.</summary>
    /// <param name="Value">The time.</param>
    public sealed record Exponential(TimeSpan Value) : DelayDuration
    {
        internal override void Write(FieldWriter fields) => fields.Duration("exponentialDelay"u8, Value);
    }
}
