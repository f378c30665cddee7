using Mesh.Inventories;

namespace Mesh.Resolution;

/// <summary>
/// Reads region, zone and subzone from a node's labels. The beta labels are read, each on its own, where the label that replaced it is
/// absent or empty (istio <c>kube/controller/controller.go</c> getPodLocality).
/// </summary>
internal static class NodeLabels
{
    public static ResolvedLocality Read(ValueMap<string> labels, string name)
    {
        string? region = null, zone = null, subzone = null, legacyRegion = null, legacyZone = null;
        // One pass costs less than a look-up for each of the five.
        foreach ((string label, string value) in labels)
        {
            switch (label)
            {
                case LocalityLabel.Region: region = value; break;
                case LocalityLabel.Zone: zone = value; break;
                case LocalityLabel.Subzone: subzone = value; break;
                case LocalityLabel.LegacyRegion: legacyRegion = value; break;
                case LocalityLabel.LegacyZone: legacyZone = value; break;
                default: break;
            }
        }

        return Combine(
            Source(name, LocalityLabel.Region, region, LocalityLabel.LegacyRegion, legacyRegion),
            Source(name, LocalityLabel.Zone, zone, LocalityLabel.LegacyZone, legacyZone),
            Source(name, LocalityLabel.Subzone, subzone, "", null));
    }

    /// <summary>Joins what labels said about the parts; a source without value is left out.</summary>
    public static ResolvedLocality Combine(LocalitySource region, LocalitySource zone, LocalitySource subzone)
    {
        int count = (region.Value is null ? 0 : 1) + (zone.Value is null ? 0 : 1) + (subzone.Value is null ? 0 : 1);
        if (count == 0)
        {
            return ResolvedLocality.Unknown;
        }

        var locality = new Locality(region.Value ?? "", zone.Value ?? "", subzone.Value ?? "");
        return new ResolvedLocality(locality, count switch
        {
            3 => [region, zone, subzone],
            2 when subzone.Value is null => [region, zone],
            2 when zone.Value is null => [region, subzone],
            2 => [zone, subzone],
            _ => [region.Value is not null ? region : zone.Value is not null ? zone : subzone],
        });
    }

    private static LocalitySource Source(string name, string label, string? value, string legacyLabel, string? legacyValue) =>
        !string.IsNullOrEmpty(value) ? new LocalitySource("Node", name, label, value)
        : !string.IsNullOrEmpty(legacyValue) ? new LocalitySource("Node", name, legacyLabel, legacyValue)
        : default;
}
