using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>Regions to fall back to (Istio 1.30, <c>validateLocalityLbSetting</c>: from and to differ and are plain regions).</summary>
internal sealed class RegionFailoverRule : IModelRule
{
    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        // Only where every cluster declares its place can a region be known to be nobody's.
        HashSet<string>? known = model.Organization.Clusters.All(cluster => cluster.Locality is { IsEmpty: false })
            ? [.. model.Organization.Clusters.Select(cluster => cluster.Locality!.Value.Region)]
            : null;
        foreach (SettingsEntry entry in model.Settings)
        {
            if (entry.Own.Failover?.Regions is { } regions)
            {
                CheckRegions(entry.At(SettingField.Regions), regions, known, found);
            }
        }
    }

    private static void CheckRegions(string path, ValueList<RegionFailover> regions, HashSet<string>? known, List<Diagnostic> found)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < regions.Count; i++)
        {
            (string from, string to) = regions[i];
            string at = $"{path}/{i}";
            if (from == to)
            {
                found.Add(
                    ModelDiagnostics.InvalidRegionFailover.At(at, $"Region '{from}' falls back to itself.", "Name two different regions."));
            }

            CheckRegion(at, from, known, found);
            CheckRegion(at, to, from == to ? null : known, found);
            if (!seen.Add(from))
            {
                found.Add(
                    ModelDiagnostics.DuplicateRegionFailover.At(
                        at, $"Region '{from}' already has a region to fall back to; only the first counts.", "Remove one."));
            }
        }
    }

    private static void CheckRegion(string path, string region, HashSet<string>? known, List<Diagnostic> found)
    {
        if (region.Length == 0 || !Syntax.IsLabelValue(region))
        {
            found.Add(
                ModelDiagnostics.InvalidRegionFailover.At(
                    path, $"'{region}' is not a region.", "Write a region without zone or '*', for example 'us-east-2'."));
        }
        else if (known?.Contains(region) == false)
        {
            found.Add(
                ModelDiagnostics.UnknownRegion.At(
                    path, $"No cluster is in region '{region}'.",
                    $"Use one of: {string.Join(", ", known.Order(StringComparer.Ordinal).Take(10))}."));
        }
    }
}
