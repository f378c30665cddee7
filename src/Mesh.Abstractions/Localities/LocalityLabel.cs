namespace Mesh;

/// <summary>The labels from which localities are read, and the syntax of the label that overrides all others.</summary>
public static class LocalityLabel
{
    /// <summary>Region of a node: <c>topology.kubernetes.io/region</c>.</summary>
    public const string Region = "topology.kubernetes.io/region";

    /// <summary>Zone of a node: <c>topology.kubernetes.io/zone</c>.</summary>
    public const string Zone = "topology.kubernetes.io/zone";

    /// <summary>Subzone of a node: <c>topology.istio.io/subzone</c>; it has no older name.</summary>
    public const string Subzone = "topology.istio.io/subzone";

    /// <summary>Region of a node in its old form, read only where <see cref="Region"/> is absent or empty.</summary>
    public const string LegacyRegion = "failure-domain.beta.kubernetes.io/region";

    /// <summary>Zone of a node in its old form, read only where <see cref="Zone"/> is absent or empty.</summary>
    public const string LegacyZone = "failure-domain.beta.kubernetes.io/zone";

    /// <summary>The whole locality of a workload, since Istio 1.29; wins over <see cref="Override"/>.</summary>
    public const string TopologyOverride = "topology.istio.io/locality";

    /// <summary>The whole locality of a workload: <c>istio-locality</c>.</summary>
    public const string Override = "istio-locality";

    /// <summary>
    /// Reads the value of an override label. A Kubernetes label value cannot hold <c>/</c>, so dots separate the parts
    /// (<c>region.zone.subzone</c>); a value with a slash is taken as it is, dots and all.
    /// </summary>
    /// <param name="value">The label's value.</param>
    /// <returns>The locality; empty for an empty value.</returns>
    public static Locality Parse(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Locality.Parse(value.Contains('/', StringComparison.Ordinal) ? value : value.Replace('.', '/'));
    }

    /// <summary>Writes a locality as the value of an override label, parts separated by dots.</summary>
    /// <param name="locality">The locality to write.</param>
    /// <returns>The label value, or <see langword="null"/> when a part holds a dot or a slash and
    /// the dotted form cannot express it.</returns>
    public static string? Format(Locality locality)
    {
        string text = locality.ToString();
        bool expressible = !text.Contains('.', StringComparison.Ordinal)
            && text.AsSpan().Count('/') <= 2
            && !locality.Region.Contains('/', StringComparison.Ordinal)
            && !locality.Zone.Contains('/', StringComparison.Ordinal)
            && !locality.Subzone.Contains('/', StringComparison.Ordinal);
        return expressible ? text.Replace('/', '.') : null;
    }
}
