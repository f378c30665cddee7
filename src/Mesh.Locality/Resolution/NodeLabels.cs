using Mesh.Inventories;

namespace Mesh.Localities;

/// <summary>
/// Reads region, zone and subzone from a node's labels. The beta labels are read, each on its own, where the label that replaced it is absent
/// or empty (istio <c>kube/controller/controller.go</c> getPodLocality).
/// </summary>
internal static class NodeLabels
{
    public static ResolvedLocality Read(ValueMap<string> labels, string name)
    {
        LocalitySource region = Find(labels, name, LocalityLabel.Region, LocalityLabel.LegacyRegion);
        LocalitySource zone = Find(labels, name, LocalityLabel.Zone, LocalityLabel.LegacyZone);
        LocalitySource subzone = Find(labels, name, LocalityLabel.Subzone, null);
        return Combine(region, zone, subzone);
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

    private static LocalitySource Find(ValueMap<string> labels, string name, string label, string? legacy)
    {
        if (labels.TryGetValue(label, out string? value) && value.Length > 0)
        {
            return new LocalitySource("Node", name, label, value);
        }

        return legacy is not null && labels.TryGetValue(legacy, out value) && value.Length > 0
            ? new LocalitySource("Node", name, legacy, value)
            : default;
    }
}
