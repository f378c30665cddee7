namespace Mesh;

/// <summary>A place that sets settings: what it sets, and what holds there together with the places above.</summary>
internal sealed record SettingsEntry(string Path, TrafficSettings Own, EffectiveSettings Effective)
{
    /// <summary>The diagnostic path of a field named as <see cref="EffectiveSettings.SourceOf"/> names it.</summary>
    public string At(string field) => $"{Path}/{field.Replace('.', '/')}";

    /// <summary>Where a field that holds here was set, for messages.</summary>
    public string SourceOf(string field) => Effective.SourceOf(field) is { } source ? ModelPath.Short(source) : "the default";
}
