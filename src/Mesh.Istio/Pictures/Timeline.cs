using System.Text.Json;
using Mesh.Istio.Pictures.Serialization;
using Mesh.Istio.Pictures.Svg;

namespace Mesh.Istio.Pictures;

/// <summary>
/// A simulation over time: requests by the cluster that answered them, failures and retries, waits, and what happened when. Made by
/// <see cref="TimelineRecorder"/>.
/// </summary>
public sealed record Timeline
{
    /// <summary>What was simulated, in one line.</summary>
    public required string Title { get; init; }

    /// <summary>How long each stretch is.</summary>
    public required TimeSpan BinLength { get; init; }

    /// <summary>The clusters that answered, in ordinal order; <c>elsewhere</c> for what lies outside of all.</summary>
    public ValueList<string> Clusters { get; init; }

    /// <summary>The stretches, one after the other from the start to the last request.</summary>
    public ValueList<TimelineBin> Bins { get; init; }

    /// <summary>What happened when.</summary>
    public ValueList<TimelineMark> Marks { get; init; }

    /// <summary>The timeline as SVG: a stacked area by cluster, failures and retries on top, events as marks, waits below.</summary>
    /// <param name="theme">Light, dark, or as the reader prefers. Default: as the reader prefers.</param>
    /// <returns>An <c>svg</c> element. Names in it are only text.</returns>
    public string ToSvg(PictureTheme theme = PictureTheme.AsPreferred) => TimelineSvg.Write(this, theme);

    /// <summary>The timeline as JSON with all fields in camel case; times as Go writes durations.</summary>
    /// <returns>Text that <see cref="FromJson"/> reads back to an equal timeline.</returns>
    public string ToJson() => TopologyJson.Write(this);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The text.</param>
    /// <returns>The timeline.</returns>
    /// <exception cref="JsonException">The text is no timeline: a field is unknown, absent or of a wrong type, or a stretch has not a
    /// number for each cluster.</exception>
    public static Timeline FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return TopologyCheck.Require(TopologyJson.Read<Timeline>(json));
    }
}
