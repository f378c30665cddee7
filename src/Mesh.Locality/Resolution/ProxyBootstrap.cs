using Mesh.Inventories;

namespace Mesh.Resolution;

/// <summary>What a proxy's agent does before it connects (istio <c>pkg/bootstrap/config.go</c>).</summary>
internal static class ProxyBootstrap
{
    /// <summary>
    /// The labels that the agent reports: those of the workload, the override label's value copied with slashes into <c>istio-locality</c>.
    /// The newer label itself stays dotted, and istiod prefers it.
    /// </summary>
    public static ValueMap<string> Reported(ValueMap<string> labels, IstioVersion version) =>
        OverrideLabel.TryFind(labels, version, out _, out string? value)
            ? labels.With(LocalityLabel.Override, value.Contains('/', StringComparison.Ordinal) ? value : value.Replace('.', '/'))
            : labels;

    /// <summary>The locality of the connection: of the override label, else what the cloud's metadata server tells.</summary>
    public static ResolvedLocality NodeLocality(ProxyDescription proxy, IstioVersion version) =>
        OverrideLabel.Read(proxy.WorkloadLabels, version, "Proxy", proxy.Name)
        ?? (proxy.PlatformLocality.IsEmpty
            ? ResolvedLocality.Unknown
            : new ResolvedLocality(
                proxy.PlatformLocality,
                [new LocalitySource("Proxy", proxy.Name, "platform metadata", proxy.PlatformLocality.ToString())]));
}
