namespace Mesh.Inventories;

/// <summary>Keeps labels that would tell a second locality out of declarations.</summary>
internal static class LabelGuard
{
    public static void Check(string name, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        if (name is LocalityLabel.Region or LocalityLabel.Zone or LocalityLabel.Subzone or LocalityLabel.LegacyRegion
            or LocalityLabel.LegacyZone
            or LocalityLabel.TopologyOverride or LocalityLabel.Override)
        {
            throw new ArgumentException($"The label '{name}' tells a locality. Declare the place with At.", nameof(name));
        }
    }
}
