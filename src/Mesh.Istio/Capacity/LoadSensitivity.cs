using System.Text.Json;
using Mesh.Istio.Capacity.Serialization;

namespace Mesh.Istio.Capacity;

/// <summary>How much demand there may be until the first pod is overloaded, in the state as observed and in failures.</summary>
public sealed record LoadSensitivity
{
    /// <summary>The demand at which the first pod is full while nothing fails, as a multiple of today's; <see langword="null"/> when
    /// nobody knows what pods carry.</summary>
    public double? Now { get; init; }

    /// <summary>The same in the worst failure of those that were asked for.</summary>
    public double? InFailure { get; init; }

    /// <summary>The pod that is then full first; <see langword="null"/> when nobody knows.</summary>
    public PodLoad? First { get; init; }

    /// <summary>The failure in which it is; empty for the state as observed.</summary>
    public string Failure { get; init; } = "";

    /// <summary>The demand, as a multiple of today's, at which the first pod is full when <see cref="First"/>'s workload has one pod more
    /// in its place: no other pod adds as much.</summary>
    public double? WithOnePodMore { get; init; }

    /// <summary>The workloads of which nobody knows what their pods carry.</summary>
    public ValueList<string> Unknown { get; init; }

    /// <summary>The answer as indented JSON with all fields in camel case.</summary>
    /// <returns>Text that <see cref="FromJson"/> reads back to an equal one.</returns>
    public string ToJson() => CapacityJson.Write(this);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The text.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="JsonException">The text is none: a field is unknown, absent or of a wrong type.</exception>
    public static LoadSensitivity FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return CapacityJson.Read<LoadSensitivity>(json);
    }

    /// <summary>The answer in a few lines.</summary>
    /// <returns>A text for people.</returns>
    public override string ToString()
    {
        if (First is not { } first || InFailure is not { } most)
        {
            return "nobody knows what pods carry";
        }

        string when = Failure.Length == 0 ? "" : $" when {Failure}";
        string text =
            $"{LoadText.Percent(most)} % of today's demand{when}: then {first.Pod} of {first.Workload} in {first.Cluster} is full";
        text += Now is { } now && Failure.Length > 0 ? $"\n{LoadText.Percent(now)} % while nothing fails" : "";
        return WithOnePodMore is { } more
            ? $"{text}\n{LoadText.Percent(more)} % with one more pod of {first.Workload} in {first.Cluster}" : text;
    }
}
