using Mesh.Istio.Failures;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Mesh.Istio.Forecasting.Serialization;

namespace Mesh.Istio.Forecasting.Proofs;

/// <summary>
/// Whether calls survive any failures of a size. Exhaustive: every combination is covered, smaller ones first, until one loses requests.
/// </summary>
public sealed record SurvivalProof
{
    /// <summary>How many things may fail at once.</summary>
    public required int AtOnce { get; init; }

    /// <summary>What fails, each alone and in combinations.</summary>
    public ValueList<string> Failures { get; init; }

    /// <summary>The kinds of things that were not made to fail, in words; empty for <see cref="FailureScopes.All"/>.</summary>
    public ValueList<string> NotFailed { get; init; }

    /// <summary>The calls that were asked for.</summary>
    public required int Calls { get; init; }

    /// <summary>The combinations that the proof covers, the one without any failure among them.</summary>
    public required long Combinations { get; init; }

    /// <summary>
    /// How many forecasts that took, of all calls together: a combination is forecast for a call only where each of its failures can touch
    /// the call, or what it falls back to, beside the others. What is left has the answer of a smaller combination.
    /// </summary>
    public long Forecasts { get; init; }

    /// <summary>
    /// The forecast of the smallest combination that loses requests; of several of that size the first in the order of
    /// <see cref="Failures"/>, and of its calls the one that loses most. <see langword="null"/> when nothing is ever lost.
    /// </summary>
    public Forecast? Counterexample { get; init; }

    /// <summary>
    /// What the proof rests on without having been observed, as for <see cref="Forecast.Assumptions"/>: of all combinations, or of the
    /// counterexample.
    /// </summary>
    public ValueList<string> Assumptions { get; init; }

    /// <summary>Whether no request is lost, whatever fails.</summary>
    public bool Survives => Counterexample is null;

    /// <summary>Whether nobody knows, because a name in the question does not exist; the counterexample says which.</summary>
    public bool IsUnknown => Counterexample is { IsUnknown: true };

    /// <summary>The proof as indented JSON with all fields in camel case.</summary>
    /// <returns>Text that <see cref="FromJson"/> reads back to an equal proof.</returns>
    public string ToJson() => ForecastJson.Write(this);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The text.</param>
    /// <returns>The proof.</returns>
    /// <exception cref="JsonException">The text is no proof: a field is unknown, absent or of a wrong type.</exception>
    public static SurvivalProof FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return ForecastJson.Read<SurvivalProof>(json);
    }

    /// <summary>The proof in a sentence, and the counterexample as a story.</summary>
    /// <returns>A text for people.</returns>
    public override string ToString()
    {
        string calls = Calls == 1 ? "the call" : Text($"all {Calls} calls");
        string combinations = Combinations == 1 ? "1 combination" : Text($"{Combinations} combinations");
        var text = new StringBuilder(Counterexample is not { } found
            ? Text($"survives: {calls} lose nothing, whatever {AtOnce} of {Failures.Count} fail ({combinations})").Replace(
                "the call lose", "the call loses", StringComparison.Ordinal)
            : found.IsUnknown
                ? "unknown: a name in the question does not exist"
            : found.Failures.IsEmpty
                ? "does not survive: requests are lost while nothing fails"
                : Text($"does not survive: {Percentages.Of([found.LostPercent])[0]} % are lost when {string.Join(
                    " and ", found.Failures)} (after {combinations})"));
        foreach (string assumption in Counterexample is null ? Assumptions : default)
        {
            text.Append('\n').Append(Text($"  assuming that {assumption}"));
        }

        return Counterexample is null ? text.ToString() : text.Append('\n').Append(Counterexample.Explain()).ToString();
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
