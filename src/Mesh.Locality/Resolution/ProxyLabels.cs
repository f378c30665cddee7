using Mesh.Inventories;

namespace Mesh.Resolution;

/// <summary>
/// Reads a proxy's locality from the labels that istiod holds for it: from the topology labels if any of the three is there, else from the
/// override label, whose dots istiod leaves alone here (istio <c>pilot/pkg/xds/ads.go</c> localityFromProxyLabels).
/// </summary>
internal static class ProxyLabels
{
    public static ResolvedLocality? Read(ValueMap<string> labels, IstioVersion version, string name)
    {
        ResolvedLocality topology = NodeLabels.Combine(
            Find(labels, name, LocalityLabel.Region), Find(labels, name, LocalityLabel.Zone), Find(labels, name, LocalityLabel.Subzone));
        if (!topology.Sources.IsEmpty)
        {
            return topology;
        }

        return OverrideLabel.TryFind(labels, version, out string label, out string? value)
            ? new ResolvedLocality(Locality.Parse(value), [new LocalitySource("Proxy", name, label, value)])
            : null;
    }

    private static LocalitySource Find(ValueMap<string> labels, string name, string label) =>
        labels.TryGetValue(label, out string? value) && value.Length > 0 ? new LocalitySource("Proxy", name, label, value) : default;
}
