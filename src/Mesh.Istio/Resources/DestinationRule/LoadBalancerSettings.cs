using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>How endpoints are picked.</summary>
public sealed record LoadBalancerSettings : IMessage<LoadBalancerSettings>
{
    /// <summary>The algorithm; least requests when absent.</summary>
    public LoadBalancerAlgorithm? Algorithm { get; init; }

    /// <summary>How localities are preferred; the mesh's setting when absent.</summary>
    public LocalityLbSetting? LocalityLbSetting { get; init; }

    /// <summary>How zones are balanced. Istio 1.31 and later.</summary>
    public ZoneAwareLbSetting? ZoneAwareLbSetting { get; init; }

    /// <summary>How new endpoints are warmed up.</summary>
    public Warmup? Warmup { get; init; }

    /// <summary>Deprecated in favour of <see cref="Warmup"/>: how long new endpoints are warmed up.</summary>
    public TimeSpan? WarmupDurationSecs { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        Algorithm?.Write(fields);
        fields.Message("localityLbSetting"u8, LocalityLbSetting);
        fields.Message("zoneAwareLbSetting"u8, ZoneAwareLbSetting);
        fields.Message("warmup"u8, Warmup);
        fields.Duration("warmupDurationSecs"u8, WarmupDurationSecs);
    }

    static LoadBalancerSettings IMessage<LoadBalancerSettings>.Read(FieldReader fields) => new()
    {
        Algorithm = LoadBalancerAlgorithm.Read(fields),
        LocalityLbSetting = fields.Message<LocalityLbSetting>("localityLbSetting"),
        ZoneAwareLbSetting = fields.Message<ZoneAwareLbSetting>("zoneAwareLbSetting"),
        Warmup = fields.Message<Warmup>("warmup"),
        WarmupDurationSecs = fields.Duration("warmupDurationSecs"),
    };
}
