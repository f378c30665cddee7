namespace Mesh;

/// <summary>
/// Turns a word for outlier detection into its number, before settings are laid over each other, so that the nearest of both holds.
/// </summary>
internal static class Sensitivity
{
    private const int Default = 3;

    public static TrafficSettings Resolve(TrafficSettings settings) =>
        settings.OutlierDetection is { Sensitivity: { } word, ConsecutiveGatewayErrors: null } outlier
            ? settings with { OutlierDetection = outlier with { ConsecutiveGatewayErrors = ErrorsOf(word) } }
            : settings;

    public static int ErrorsOf(OutlierSensitivity word) => word switch
    {
        OutlierSensitivity.Low => 20,
        OutlierSensitivity.Medium => 10,
        OutlierSensitivity.High => 5,
        _ => Default,
    };
}
