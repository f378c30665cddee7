namespace Mesh;

/// <summary>When an endpoint counts as dead, and for how long (Istio's <c>outlierDetection</c>). Without it nothing fails over.</summary>
public sealed record OutlierDetectionSettings
{
    /// <summary>
    /// The number of gateway errors as a word, for who does not want to choose one; unset means by numbers. It replaces a number set
    /// farther away; a number set beside it wins.
    /// </summary>
    public OutlierSensitivity? Sensitivity { get; init; }

    /// <summary>Gateway errors (502, 503, 504, connect failures) in a row that eject an endpoint; 0 switches this off. Default 3.</summary>
    public int? ConsecutiveGatewayErrors { get; init; }

    /// <summary>
    /// Answers 5xx of any kind in a row that eject an endpoint; default 0, off: an application's own 500s must not move traffic.
    /// </summary>
    public int? Consecutive5xxErrors { get; init; }

    /// <summary>How often ejected endpoints are looked at; at least 1 ms. Default 5 s.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>How long the first ejection lasts, the second twice as long, and so on; at least 1 ms. Default 30 s.</summary>
    public TimeSpan? BaseEjectionTime { get; init; }

    /// <summary>
    /// The percentage of a host's endpoints that may be ejected at once, 1 to 100. Default 100; Istio's own 10 ejects nothing among nine
    /// endpoints or fewer.
    /// </summary>
    public int? MaxEjectionPercent { get; init; }
}
