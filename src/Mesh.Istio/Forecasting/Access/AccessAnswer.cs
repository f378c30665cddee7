using System.Globalization;
using System.Text;
using System.Text.Json;
using Mesh.Diagnostics;
using Mesh.Istio.Forecasting.Engine;
using Mesh.Istio.Forecasting.Serialization;

namespace Mesh.Istio.Forecasting.Access;

/// <summary>
/// Whether a client may make a request: what every gateway and pod on the way says, each with the identity that it sees. Made by
/// <see cref="ForecastQuery.MayCall"/>.
/// </summary>
public sealed record AccessAnswer
{
    /// <summary>The client, <c>CLUSTER NAMESPACE/NAME</c>.</summary>
    public required string Client { get; init; }

    /// <summary>The host that it calls.</summary>
    public required string Host { get; init; }

    /// <summary>The port that it calls.</summary>
    public required int Port { get; init; }

    /// <summary>The answer. Only <see cref="CallVerdict.Allowed"/> is a yes.</summary>
    public required CallVerdict Verdict { get; init; }

    /// <summary>What each place says, those that do not let the call pass first.</summary>
    public ValueList<AccessStep> Steps { get; init; }

    /// <summary>What the answer rests on without being known.</summary>
    public ValueList<string> Assumptions { get; init; }

    /// <summary>What could not be answered (<c>MF</c> codes).</summary>
    public DiagnosticList Diagnostics { get; init; } = DiagnosticList.Empty;

    /// <summary>The place that decides; <see langword="null"/> where none does.</summary>
    public AccessStep? Decides => Steps.IsEmpty ? null : Steps[0];

    /// <summary>The answer in lines.</summary>
    /// <returns>A text for people.</returns>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Client} to {Host}:{Port}: {Verdict.ToString().ToLowerInvariant()}\n");
        foreach (AccessStep step in Steps)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {step}\n");
        }

        foreach (string assumption in Assumptions)
        {
            text.Append(CultureInfo.InvariantCulture, $"  assuming that {assumption}\n");
        }

        foreach (Diagnostic finding in Diagnostics)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {finding}\n");
        }

        return text.ToString().TrimEnd('\n');
    }

    /// <summary>The answer as indented JSON with all fields in camel case.</summary>
    /// <returns>Text that <see cref="FromJson"/> reads back to an equal answer.</returns>
    public string ToJson() => ForecastJson.Write(this);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The text.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="JsonException">The text is no such answer: a field is unknown, absent or of a wrong type.</exception>
    public static AccessAnswer FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return ForecastJson.Read<AccessAnswer>(json);
    }

    internal static AccessAnswer Of(Forecast forecast, IEnumerable<AccessStep> steps)
    {
        AccessStep[] all = [.. steps.Distinct()];
        AccessStep[] stops = [.. all.Where(step => step.Verdict is CallVerdict.Denied or CallVerdict.Refused)];
        AccessStep[] ends = [.. all.Where(step => !step.IsGateway && !stops.Contains(step))];
        bool isSure = all.All(step => step.Verdict != CallVerdict.Unknown);
        return new AccessAnswer
        {
            Client = forecast.Client,
            Host = forecast.Host,
            Port = forecast.Port,
            Verdict = forecast.IsUnknown || (stops.Length == 0 && (ends.Length == 0 || !isSure)) ? CallVerdict.Unknown
                : ends.Length > 0 ? stops.Length > 0 ? CallVerdict.Partly : CallVerdict.Allowed
                : stops[0].Verdict,
            Steps = all.OrderBy(step => !stops.Contains(step)).ThenBy(step => step.Verdict == CallVerdict.Allowed).ToValueList(),
            Assumptions = forecast.Assumptions,
            Diagnostics = new DiagnosticList(forecast.Diagnostics.Where(finding => !AccessFindings.IsOne(finding))),
        };
    }
}
