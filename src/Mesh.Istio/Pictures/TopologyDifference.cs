using System.Globalization;
using System.Text.Json;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Pictures.Serialization;
using Mesh.Istio.Pictures.Svg;

namespace Mesh.Istio.Pictures;

/// <summary>What is different between two pictures, arrow by arrow. Made by <see cref="Of"/>.</summary>
/// <param name="Before">The first picture.</param>
/// <param name="After">The second picture.</param>
/// <param name="Changes">The arrows that are not the same, in the order of the pictures.</param>
public sealed record TopologyDifference(TopologyView Before, TopologyView After, ValueList<TopologyChange> Changes)
{
    // Less is an artefact of adding doubles.
    private const double Smallest = 1e-6;

    /// <summary>Compares two pictures.</summary>
    /// <param name="before">The first picture.</param>
    /// <param name="after">The second picture.</param>
    /// <returns>The difference; without changes where both have the same arrows.</returns>
    public static TopologyDifference Of(TopologyView before, TopologyView after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        Dictionary<(string, string, TopologyArrowKind, string), TopologyArrow> old = before.Arrows.ToDictionary(arrow => arrow.Key);
        var now = after.Arrows.Select(arrow => arrow.Key).ToHashSet();
        IEnumerable<TopologyChange> changed = after.Arrows.SelectMany(
            arrow => Change(old.GetValueOrDefault(arrow.Key), arrow) is { } change ? [change] : (TopologyChange[])[]);
        IEnumerable<TopologyChange> gone = before.Arrows
            .Where(arrow => !now.Contains(arrow.Key))
            .Select(arrow => new TopologyChange(TopologyChangeKind.Gone, arrow, arrow.Percent, 0));
        return new TopologyDifference(before, after, [.. changed.Concat(gone)
            .OrderBy(change => change.Arrow.From, StringComparer.Ordinal)
            .ThenBy(change => change.Arrow.Call, StringComparer.Ordinal)
            .ThenBy(change => change.Arrow.To, StringComparer.Ordinal)
            .ThenBy(change => change.Arrow.Kind)]);
    }

    /// <summary>One picture with both: what is gone stays in it, and every arrow that changed says so.</summary>
    /// <param name="theme">Light, dark, or as the reader prefers. Default: as the reader prefers.</param>
    /// <returns>An <c>svg</c> element.</returns>
    public string ToSvg(PictureTheme theme = PictureTheme.AsPreferred) => DifferenceSvg.Write(this, theme);

    /// <summary>Both pictures beside each other.</summary>
    /// <param name="theme">Light, dark, or as the reader prefers. Default: as the reader prefers.</param>
    /// <returns>An <c>svg</c> element.</returns>
    public string ToSvgSideBySide(PictureTheme theme = PictureTheme.AsPreferred) => DifferenceSvg.SideBySide(this, theme);

    /// <summary>The difference as JSON with all fields in camel case.</summary>
    /// <returns>Text that <see cref="FromJson"/> reads back to an equal difference.</returns>
    public string ToJson() => TopologyJson.Write(this);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The text.</param>
    /// <returns>The difference.</returns>
    /// <exception cref="JsonException">The text is no difference: a field is unknown, absent or of a wrong type.</exception>
    public static TopologyDifference FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return TopologyCheck.Require(TopologyJson.Read<TopologyDifference>(json));
    }

    /// <summary>The changes, a line each.</summary>
    /// <returns>A text for people.</returns>
    public override string ToString() => Changes.IsEmpty
        ? "Nothing is different."
        : string.Join('\n', Changes.Select(
            change => $"{Words(change)}: {Place(change.Arrow.From)} to {change.Arrow.Call}, {Place(change.Arrow.To)}"));

    /// <summary>What became of an arrow, in a few words.</summary>
    internal static string Words(TopologyChange change) => change.Kind switch
    {
        TopologyChangeKind.Appeared => $"new {change.Arrow.Label}",
        TopologyChangeKind.Gone => $"gone {change.Arrow.Label}",
        TopologyChangeKind.More => string.Create(CultureInfo.InvariantCulture, $"more {Parts(change)}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"less {Parts(change)}"),
    };

    private static string Parts(TopologyChange change) =>
        $"{Percentages.Of([change.Before])[0]} to {Percentages.Of([change.After])[0]} %";

    private static string Place(string id)
    {
        string[] parts = id.Split('|', 3);
        return parts[0].Length == 0 ? parts[2] : $"{parts[0]} {parts[2]}";
    }

    private static TopologyChange? Change(TopologyArrow? before, TopologyArrow after) =>
        before is null ? new TopologyChange(TopologyChangeKind.Appeared, after, 0, after.Percent)
        : after.Percent > before.Percent + Smallest ? new TopologyChange(TopologyChangeKind.More, after, before.Percent, after.Percent)
        : after.Percent < before.Percent - Smallest ? new TopologyChange(TopologyChangeKind.Less, after, before.Percent, after.Percent)
        : null;
}
