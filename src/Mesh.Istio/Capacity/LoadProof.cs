using System.Globalization;
using System.Text;
using System.Text.Json;
using Mesh.Istio.Capacity.Serialization;

namespace Mesh.Istio.Capacity;

/// <summary>
/// Whether nobody loses requests and no pod gets more than it carries, whatever fails. Exhaustive: every combination was forecast, smaller
/// ones first, until one did not hold.
/// </summary>
public sealed record LoadProof
{
    /// <summary>How many things may fail at once.</summary>
    public required int AtOnce { get; init; }

    /// <summary>The part of every pod's capacity that has to stay free.</summary>
    public required double Headroom { get; init; }

    /// <summary>How many things were made to fail, each alone and in combinations.</summary>
    public required int Failures { get; init; }

    /// <summary>The kinds of things that were not made to fail, in words.</summary>
    public ValueList<string> NotFailed { get; init; }

    /// <summary>The combinations that were forecast, the one without any failure among them.</summary>
    public required long Combinations { get; init; }

    /// <summary>
    /// The smallest combination in which requests are lost or a pod is overloaded; <see langword="null"/> when there is none.
    /// </summary>
    public LoadForecast? Counterexample { get; init; }

    /// <summary>
    /// What nobody knows and what would be needed to say that nothing is overloaded: capacities of pods that get requests, and where users
    /// of a gateway go.
    /// </summary>
    public ValueList<string> Unknown { get; init; }

    /// <summary>What the proof rests on without having been observed.</summary>
    public ValueList<string> Assumptions { get; init; }

    /// <summary>Whether everything holds, and everything that is needed to say so is known.</summary>
    public bool Survives => Counterexample is null && Unknown.IsEmpty;

    /// <summary>Whether nobody can tell: nothing contradicts it, and something that is needed is not known.</summary>
    public bool IsUnknown => Counterexample is { IsUnknown: true } || (Counterexample is null && !Unknown.IsEmpty);

    /// <summary>The proof as indented JSON with all fields in camel case.</summary>
    /// <returns>Text that <see cref="FromJson"/> reads back to an equal proof.</returns>
    public string ToJson() => CapacityJson.Write(this);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The text.</param>
    /// <returns>The proof.</returns>
    /// <exception cref="JsonException">The text is no proof: a field is unknown, absent or of a wrong type.</exception>
    public static LoadProof FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return CapacityJson.Read<LoadProof>(json);
    }

    /// <summary>The proof in a sentence, and the counterexample.</summary>
    /// <returns>A text for people.</returns>
    public override string ToString()
    {
        var text = new StringBuilder(Sentence());
        foreach (string what in Counterexample is null ? Unknown : default)
        {
            text.Append('\n').Append("  unknown: ").Append(what);
        }

        foreach (string assumption in Counterexample is null ? Assumptions : default)
        {
            text.Append('\n').Append("  assuming that ").Append(assumption);
        }

        return Counterexample is null ? text.ToString() : text.Append('\n').Append(Counterexample).ToString();
    }

    private string Sentence()
    {
        string free = Headroom > 0 ? $" with {LoadText.Percent(Headroom)} % to spare" : "";
        string combinations = string.Create(
            CultureInfo.InvariantCulture, $"{Combinations} {(Combinations == 1 ? "combination" : "combinations")}");
        if (Counterexample is not { } found)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{(Unknown.IsEmpty ? "survives" : "unknown whether it survives")}{free}, whatever {AtOnce} of {Failures} fail "
                    + $"({combinations})");
        }

        if (found.IsUnknown)
        {
            return "unknown: the question has no answer";
        }

        string when = found.Failures.IsEmpty ? "while nothing fails" : $"when {string.Join(" and ", found.Failures)}";
        PodLoad? worst = found.Overloaded(Headroom).MaxBy(pod => pod.Utilisation);
        double lost = found.Lost.Where(lost => !lost.IsUnknown).Sum(lost => lost.RequestsPerSecond);
        string what = worst is null ? $"{LoadText.Rate(lost)} requests/s are lost"
            : $"{worst.Pod} of {worst.Workload} in {worst.Cluster} is at {LoadText.Percent(worst.Utilisation ?? 0)} %";
        return $"does not survive{free}: {what} {when} (after {combinations})";
    }
}
