using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>When endpoints that fail are left out for a while. Its presence switches detection and locality failover on.</summary>
public sealed record OutlierDetection : IMessage<OutlierDetection>
{
    /// <summary>Whether errors of the connection are counted apart from error answers; <see langword="false"/> when absent.</summary>
    public bool? SplitExternalLocalOriginErrors { get; init; }

    /// <summary>The connection errors in a row that eject, when counted apart; 5 when absent.</summary>
    public uint? ConsecutiveLocalOriginFailures { get; init; }

    /// <summary>
    /// The answers 502, 503, 504 (and connection errors, unless counted apart) in a row that eject; 0, the value when absent, for never.
    /// </summary>
    public uint? ConsecutiveGatewayErrors { get; init; }

    /// <summary>The 5xx answers (and connection errors, unless counted apart) in a row that eject; 5 when absent, 0 for never.</summary>
    public uint? Consecutive5xxErrors { get; init; }

    /// <summary>Deprecated and without effect in current Istio.</summary>
    public int? ConsecutiveErrors { get; init; }

    /// <summary>The time between sweeps, which take endpoints back, at least 1 ms; 10 s when absent.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>How long the first ejection lasts, at least 1 ms; the n-th lasts n times as long. 30 s when absent.</summary>
    public TimeSpan? BaseEjectionTime { get; init; }

    /// <summary>The most endpoints that may be ejected, in percent; 10 when absent, which ejects none among nine or fewer.</summary>
    public int? MaxEjectionPercent { get; init; }

    /// <summary>The share of healthy endpoints, in percent, below which ejections are disregarded; 0 when absent.</summary>
    public int? MinHealthPercent { get; init; }

    /// <summary>The statuses that count as errors, 100 to 599; 5xx when empty. Istio 1.31 and later.</summary>
    public ValueList<uint> OutlierDetectionHttpErrorCodes { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Flag("splitExternalLocalOriginErrors"u8, SplitExternalLocalOriginErrors);
        fields.Number("consecutiveLocalOriginFailures"u8, ConsecutiveLocalOriginFailures);
        fields.Number("consecutiveGatewayErrors"u8, ConsecutiveGatewayErrors);
        fields.Number("consecutive5xxErrors"u8, Consecutive5xxErrors);
        fields.Number("consecutiveErrors"u8, ConsecutiveErrors);
        fields.Duration("interval"u8, Interval);
        fields.Duration("baseEjectionTime"u8, BaseEjectionTime);
        fields.Number("maxEjectionPercent"u8, MaxEjectionPercent);
        fields.Number("minHealthPercent"u8, MinHealthPercent);
        fields.Numbers("outlierDetectionHttpErrorCodes"u8, OutlierDetectionHttpErrorCodes);
    }

    static OutlierDetection IMessage<OutlierDetection>.Read(FieldReader fields) => new()
    {
        SplitExternalLocalOriginErrors = fields.Flag("splitExternalLocalOriginErrors"),
        ConsecutiveLocalOriginFailures = fields.UInt32("consecutiveLocalOriginFailures"),
        ConsecutiveGatewayErrors = fields.UInt32("consecutiveGatewayErrors"),
        Consecutive5xxErrors = fields.UInt32("consecutive5xxErrors"),
        ConsecutiveErrors = fields.Int32("consecutiveErrors"),
        Interval = fields.Duration("interval"),
        BaseEjectionTime = fields.Duration("baseEjectionTime"),
        MaxEjectionPercent = fields.Int32("maxEjectionPercent"),
        MinHealthPercent = fields.Int32("minHealthPercent"),
        OutlierDetectionHttpErrorCodes = fields.UInt32s("outlierDetectionHttpErrorCodes"),
    };
}
