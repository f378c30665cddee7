using System.Globalization;
using System.Text;
using System.Text.Json;
using Mesh.Diagnostics;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting.Serialization;
using Mesh.Istio.Forecasting.Tables;

namespace Mesh.Istio.Forecasting;

/// <summary>
/// Where one client's requests for one host go in the steady state of a failure. Shares and losses sum to 100. Retries, the requests that
/// fail until a dead endpoint is ejected, those that fail when it is tried again, and the time that this takes are in
/// <see cref="Transition"/>.
/// </summary>
public sealed record Forecast
{
    /// <summary>The client, <c>CLUSTER NAMESPACE/NAME</c>.</summary>
    public required string Client { get; init; }

    /// <summary>Where the client is.</summary>
    public Locality ClientLocality { get; init; }

    /// <summary>The host that it calls.</summary>
    public required string Host { get; init; }

    /// <summary>The port that it calls.</summary>
    public required int Port { get; init; }

    /// <summary>
    /// The request in words, <c>POST /api with x-tester: yes</c>; empty for a <c>GET /</c> without headers to a host whose routes all
    /// lead to the same place.
    /// </summary>
    public string Request { get; init; } = "";

    /// <summary>
    /// The route that the client's proxy takes, by name and place: <c>canary, 1 of 3</c>; empty where all routes of the host lead to the
    /// same place, or none matches.
    /// </summary>
    public string Route { get; init; } = "";

    /// <summary>What fails, in words; empty for the state as observed.</summary>
    public ValueList<string> Failures { get; init; }

    /// <summary>The destinations that answer requests, largest share first.</summary>
    public ValueList<ForecastShare> Shares { get; init; }

    /// <summary>What is lost and why, largest part first.</summary>
    public ValueList<ForecastLoss> Losses { get; init; }

    /// <summary>The order of fallbacks, whether they are alive or not.</summary>
    public ValueList<ForecastStep> Order { get; init; }

    /// <summary>What was concluded on the way: which endpoints are dead and why, which are ejected or not and why.</summary>
    public ValueList<string> Reasons { get; init; }

    /// <summary>
    /// What the answer rests on without having been observed: addresses behind which nothing is known, each with the reason; they are
    /// assumed to answer (<c>MF010</c>). And what policies ask that nobody knows, such as external authorizers and tokens; it is assumed to
    /// be in the caller's favour (<c>MF017</c>). And what forecasts leave out where it matters to this one, such as the keys of a
    /// consistent hash (<c>MF021</c>). What the state as observed rests on is among them also where a failure hides it. Empty
    /// when everything was observed.
    /// </summary>
    public ValueList<string> Assumptions { get; init; }

    /// <summary>
    /// The way there and back; <see langword="null"/> where it was not asked for (<c>WhileRunning</c> in <c>Mesh.Istio.Simulation</c>).
    /// </summary>
    public ForecastTransition? Transition { get; init; }

    /// <summary>What could not be answered (<c>MF</c> codes).</summary>
    public DiagnosticList Diagnostics { get; init; } = DiagnosticList.Empty;

    /// <summary>The part of the requests that is lost, from 0 to 100.</summary>
    public double LostPercent => Losses.Sum(loss => loss.Percent);

    /// <summary>
    /// Whether all pods of the client are in what fails (<c>MF006</c>); the forecast is then that of a client that would be left in its
    /// place.
    /// </summary>
    public bool ClientIsGone => Diagnostics.Any(finding => finding.Code == ForecastDiagnostics.ClientFails.Code);

    /// <summary>
    /// Whether the question has no answer, because a name in it does not exist: of the client, the host, or something that fails (an error
    /// among
    /// <see cref="Diagnostics"/>). Everything then counts as lost, so that nobody takes it for survival.
    /// </summary>
    public bool IsUnknown =>
        Diagnostics.Any(finding => FailureDiagnostics.Concerns(finding) || finding.Code == ForecastDiagnostics.HostUnknown.Code
            || (finding.Code == ForecastDiagnostics.RoutesUnread.Code && finding.Severity == DiagnosticSeverity.Error));

    /// <summary>Whether there is a client left that loses requests, or nobody knows (<see cref="IsUnknown"/>).</summary>
    public bool LosesRequests => IsUnknown || (!ClientIsGone && !Losses.IsEmpty);

    /// <summary>The part of the requests that a cluster answers.</summary>
    /// <param name="cluster">The cluster's name.</param>
    /// <returns>Percent, from 0 to 100.</returns>
    public double PercentTo(string cluster) => Shares.Sum(share => share.Cluster == cluster ? share.Percent : 0);

    /// <summary>Shares and losses, a line each.</summary>
    /// <returns>A text for people.</returns>
    public override string ToString() => Text(full: false);

    /// <summary>The same with the order of fallbacks and all reasons.</summary>
    /// <returns>A longer text for people.</returns>
    public string Explain() => Text(full: true);

    /// <summary>The forecast as indented JSON with all fields in camel case.</summary>
    /// <returns>Text that <see cref="FromJson"/> reads back to an equal forecast.</returns>
    public string ToJson() => ForecastJson.Write(this);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The text.</param>
    /// <returns>The forecast.</returns>
    /// <exception cref="JsonException">The text is no forecast: a field is unknown, absent or of a wrong type.</exception>
    public static Forecast FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return ForecastJson.Read<Forecast>(json);
    }

    /// <summary>Request and route as they stand behind the host.</summary>
    internal string Asked => (Request.Length, Route.Length) switch
    {
        (0, _) => "",
        (_, 0) => $" ({Request})",
        _ => $" ({Request}; route {Route})",
    };

    private string Text(bool full)
    {
        var text = new StringBuilder();
        Line(text, $"{Client} to {Host}:{Port}{Asked}{(Failures.IsEmpty ? "" : $" when {string.Join(", ", Failures)}")}");
        string[] percents = Percentages.Of([.. Shares.Select(share => share.Percent), .. Losses.Select(loss => loss.Percent)]);
        foreach ((ForecastShare share, string percent) in Shares.Zip(percents))
        {
            string address = share.Address.Length == 0 && share.Cluster.Length > 0 ? "the client's proxy itself"
                : share.Address.Length == 0 ? "the address that the client dials"
                : string.Create(CultureInfo.InvariantCulture, $"{share.Address}:{share.Port}");
            string cluster = share.Cluster.Length == 0 ? "" : $"{share.Cluster} ";
            Line(text, $"  {percent} % {cluster}via {address}{(share.Locality.IsEmpty ? "" : $" in {share.Locality}")}");
        }

        foreach ((ForecastLoss loss, string percent) in Losses.Zip(percents.Skip(Shares.Count)))
        {
            Line(text, $"  {percent} % lost: {loss.Reason}");
        }

        if (Transition is { } way)
        {
            string last = way.LastErrorAfter is { } after
                ? string.Create(CultureInfo.InvariantCulture, $"{after.TotalSeconds:0.###} s after it began")
                : "never";
            text.Append(CultureInfo.InvariantCulture,
                $"  {way.RequestsPerSecond:0.##} requests/s, failure of {way.Outage.TotalSeconds:0.###} s: ");
            text.Append(CultureInfo.InvariantCulture,
                $"{way.FailedRequests} of {way.Requests} failed (at most {way.MostFailedRequests}), ");
            Line(text, $"{way.RetriedRequests} retried ({way.Retries} retries)");
            Line(text, $"  last error {last}, longest wait {way.LongestWait.TotalSeconds:0.###} s");
            Line(text,
                $"  home {(way.HomeAfter is { } home
                    ? string.Create(CultureInfo.InvariantCulture, $"{home.TotalSeconds:0.###} s after it ended")
                    : "not again while watched")}");
        }

        foreach (ForecastStep step in full ? Order : default)
        {
            Line(text, $"  order: {string.Join(", ", step.Members)}: {step.Reason}");
        }

        foreach (string reason in full ? Reasons : default)
        {
            Line(text, $"  because {reason}");
        }

        foreach (string assumption in Assumptions)
        {
            Line(text, $"  assuming that {assumption}");
        }

        // The assumptions are said already.
        foreach (Diagnostic diagnostic in Diagnostics.Where(finding => !ForecastDiagnostics.IsAssumption(finding)))
        {
            Line(text, $"  {diagnostic}");
        }

        return text.ToString().TrimEnd('\n');
    }

    private static void Line(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
