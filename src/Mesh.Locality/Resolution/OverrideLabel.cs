using System.Diagnostics.CodeAnalysis;
using Mesh.Inventories;

namespace Mesh.Resolution;

/// <summary>
/// Finds the label that states a whole locality, on pods, workload entries and proxies (istio <c>pkg/model/proxy.go</c> GetLocalityLabel).
/// </summary>
internal static class OverrideLabel
{
    /// <summary>The label that counts: the newer one where Istio reads it, else the older one. An empty value is no value.</summary>
    public static bool TryFind(ValueMap<string> labels, IstioVersion version, out string label, [NotNullWhen(true)] out string? value)
    {
        label = LocalityLabel.TopologyOverride;
        if (version.ReadsTopologyLocalityLabel && labels.TryGetValue(label, out value) && value.Length > 0)
        {
            return true;
        }

        label = LocalityLabel.Override;
        return labels.TryGetValue(label, out value) && value.Length > 0;
    }

    /// <summary>The locality of the label, dots taken as separators; <see langword="null"/> when no label states one.</summary>
    public static ResolvedLocality? Read(ValueMap<string> labels, IstioVersion version, string kind, string name) =>
        TryFind(labels, version, out string label, out string? value)
            ? new ResolvedLocality(LocalityLabel.Parse(value), [new LocalitySource(kind, name, label, value)])
            : null;
}
