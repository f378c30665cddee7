using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Mesh;

/// <summary>
/// The Istio version of a cluster. Behaviour differs between versions; rules ask for a named capability, never for a number.
/// </summary>
/// <param name="Major">The major version, 1.</param>
/// <param name="Minor">The minor version, for example 31.</param>
public readonly record struct IstioVersion(int Major, int Minor) : IComparable<IstioVersion>
{
    /// <summary>Istio 1.30.</summary>
    public static IstioVersion V1_30 => new(1, 30);

    /// <summary>Istio 1.31, the version that Mesh assumes where a cluster does not tell.</summary>
    public static IstioVersion V1_31 => new(1, 31);

    /// <summary>Whether the pod label <see cref="LocalityLabel.TopologyOverride"/> is read (since 1.29).</summary>
    public bool ReadsTopologyLocalityLabel => CompareTo(new(1, 29)) >= 0;

    /// <summary>
    /// Whether endpoints that are not ready are sent to proxies as unhealthy (since 1.31, <c>PILOT_AUTO_SEND_UNHEALTHY_ENDPOINTS</c>), so
    /// that readiness alone moves traffic between priorities. Before, such endpoints vanish.
    /// </summary>
    public bool SendsUnhealthyEndpoints => CompareTo(V1_31) >= 0;

    /// <summary>
    /// Whether a first <c>failoverPriority</c> key <c>topology.istio.io/network</c> is a preference instead of a requirement (since 1.31).
    /// </summary>
    public bool PrefersNetworkFirst => CompareTo(V1_31) >= 0;

    /// <summary>Whether <c>zoneAwareLbSetting</c> and <c>MeshConfig.defaultTrafficPolicy</c> exist (since 1.31).</summary>
    public bool HasZoneAwareRouting => CompareTo(V1_31) >= 0;

    /// <summary>Whether <c>connectionPool.http.http2KeepAlive</c> is sent to proxies (since 1.31).</summary>
    public bool SendsHttp2Keepalive => CompareTo(V1_31) >= 0;

    /// <summary>Whether <c>failoverPriority</c> works for clusters of type DNS (since 1.30).</summary>
    public bool AppliesFailoverPriorityToDns => CompareTo(V1_30) >= 0;

    /// <summary>
    /// Whether a subset inherits the TLS mode of its rule where endpoints are told from each other by it (since 1.31).
    /// </summary>
    public bool InheritsTlsModeInSubsets => CompareTo(V1_31) >= 0;

    /// <summary>Whether <c>~namespace/host</c> in a Sidecar's egress hosts takes hosts out again (since 1.31).</summary>
    public bool ReadsEgressExclusions => CompareTo(V1_31) >= 0;

    /// <summary>
    /// Reads <c>1.31</c>, <c>1.31.0</c>, <c>v1.31.0-rc.0</c> and the like; what follows the minor version does not matter here.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="version">The version read.</param>
    /// <returns>Whether the text is a version.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out IstioVersion version)
    {
        version = default;
        ReadOnlySpan<char> rest = text.AsSpan().Trim();
        rest = rest.StartsWith("v", StringComparison.Ordinal) ? rest[1..] : rest;
        int dot = rest.IndexOf('.');
        if (dot <= 0 || !int.TryParse(rest[..dot], NumberStyles.None, CultureInfo.InvariantCulture, out int major))
        {
            return false;
        }

        rest = rest[(dot + 1)..];
        int end = rest.IndexOfAny(".-+");
        if (!int.TryParse(end < 0 ? rest : rest[..end], NumberStyles.None, CultureInfo.InvariantCulture, out int minor))
        {
            return false;
        }

        version = new IstioVersion(major, minor);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(IstioVersion other) => (Major, Minor).CompareTo((other.Major, other.Minor));

    /// <summary>The version as <c>major.minor</c>.</summary>
    /// <returns>Text that <see cref="TryParse"/> reads.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");

    /// <summary>Whether one version is older than another.</summary>
    /// <param name="left">One version.</param>
    /// <param name="right">The other.</param>
    /// <returns>The order.</returns>
    public static bool operator <(IstioVersion left, IstioVersion right) => left.CompareTo(right) < 0;

    /// <summary>Whether one version is newer than another.</summary>
    /// <param name="left">One version.</param>
    /// <param name="right">The other.</param>
    /// <returns>The order.</returns>
    public static bool operator >(IstioVersion left, IstioVersion right) => left.CompareTo(right) > 0;

    /// <summary>Whether one version is the same or older.</summary>
    /// <param name="left">One version.</param>
    /// <param name="right">The other.</param>
    /// <returns>The order.</returns>
    public static bool operator <=(IstioVersion left, IstioVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one version is the same or newer.</summary>
    /// <param name="left">One version.</param>
    /// <param name="right">The other.</param>
    /// <returns>The order.</returns>
    public static bool operator >=(IstioVersion left, IstioVersion right) => left.CompareTo(right) >= 0;
}
