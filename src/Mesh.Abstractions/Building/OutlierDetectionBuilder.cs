using Mesh.Diagnostics;

namespace Mesh;

/// <summary>Describes when an endpoint counts as dead, and for how long.</summary>
public sealed class OutlierDetectionBuilder : ModelBuilder<OutlierDetectionBuilder>
{
    internal OutlierDetectionBuilder(OutlierDetectionSettings value, string path, List<Diagnostic> problems)
        : base(path, problems) => Value = value;

    internal OutlierDetectionSettings Value { get; private set; }

    /// <summary>
    /// Sets how soon an endpoint counts as dead, in a word: 20, 10 or 5 gateway errors in a row. By default three eject it.
    /// </summary>
    /// <param name="sensitivity">The word.</param>
    /// <returns>The builder.</returns>
    public OutlierDetectionBuilder WithSensitivity(OutlierSensitivity sensitivity) =>
        Do(() => Value = Value with { Sensitivity = sensitivity });

    /// <summary>
    /// Sets how many gateway errors (502, 503, 504, connect failures) in a row eject an endpoint. Default 3; 0 switches this off.
    /// </summary>
    /// <param name="count">The number.</param>
    /// <returns>The builder.</returns>
    public OutlierDetectionBuilder WithConsecutiveGatewayErrors(int count) =>
        Do(() => Value = Value with { ConsecutiveGatewayErrors = count });

    /// <summary>
    /// Sets how many answers 5xx of any kind in a row eject an endpoint. Default 0, off: an application's own 500s must not move traffic.
    /// </summary>
    /// <param name="count">The number.</param>
    /// <returns>The builder.</returns>
    public OutlierDetectionBuilder WithConsecutive5xxErrors(int count) => Do(() => Value = Value with { Consecutive5xxErrors = count });

    /// <summary>Sets how often ejected endpoints are looked at. Default 5 s.</summary>
    /// <param name="interval">The interval: whole milliseconds, at least one.</param>
    /// <returns>The builder.</returns>
    public OutlierDetectionBuilder WithInterval(TimeSpan interval) => Do(() => Value = Value with { Interval = interval });

    /// <summary>Sets how long the first ejection lasts; the second lasts twice as long, and so on. Default 30 s.</summary>
    /// <param name="duration">The duration: whole milliseconds, at least one.</param>
    /// <returns>The builder.</returns>
    public OutlierDetectionBuilder WithBaseEjectionTime(TimeSpan duration) => Do(() => Value = Value with { BaseEjectionTime = duration });

    /// <summary>Sets the percentage of a host's endpoints that may be ejected at once, 1 to 100. Default 100.</summary>
    /// <param name="percent">The percentage.</param>
    /// <returns>The builder.</returns>
    public OutlierDetectionBuilder WithMaxEjectionPercent(int percent) => Do(() => Value = Value with { MaxEjectionPercent = percent });
}
