using System.Globalization;
using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.Policies;

/// <summary>
/// The traffic policy that holds for a port and a subset. A port's settings replace those of the rule whole; a subset's replace the rule's
/// one by one (istio <c>networking/util/util.go</c> MergeSubsetTrafficPolicy).
/// </summary>
internal sealed record EffectivePolicy
{
    public static EffectivePolicy None { get; } = new();

    public Resources.ConnectionPoolSettings? ConnectionPool { get; init; }

    public LoadBalancerSettings? LoadBalancer { get; init; }

    public OutlierDetection? OutlierDetection { get; init; }

    public ClientTlsSettings? Tls { get; init; }

    /// <summary>Where <see cref="LoadBalancer"/> stands in the rule; empty when it is not set.</summary>
    public string LoadBalancerPath { get; init; } = "";

    /// <summary>Where outlier detection is, or was looked for.</summary>
    public string OutlierDetectionPath { get; init; } = "trafficPolicy";

    public static EffectivePolicy OfRule(TrafficPolicy? policy, int port) =>
        policy is null ? None : Read(policy, port, "trafficPolicy", out _);

    /// <summary>The policy of a subset on top of the rule's.</summary>
    public EffectivePolicy With(Subset subset, int port)
    {
        if (subset.TrafficPolicy is not { } policy)
        {
            return this;
        }

        EffectivePolicy own = Read(policy, port, $"subsets[{subset.Name}].trafficPolicy", out bool ofPort);
        return new EffectivePolicy
        {
            ConnectionPool = own.ConnectionPool ?? (ofPort ? null : ConnectionPool),
            LoadBalancer = own.LoadBalancer ?? (ofPort ? null : LoadBalancer),
            LoadBalancerPath = own.LoadBalancer is not null ? own.LoadBalancerPath : ofPort ? "" : LoadBalancerPath,
            OutlierDetection = own.OutlierDetection ?? (ofPort ? null : OutlierDetection),
            OutlierDetectionPath = own.OutlierDetection is not null || ofPort ? own.OutlierDetectionPath : OutlierDetectionPath,
            Tls = own.Tls ?? (ofPort ? null : Tls),
        };
    }

    /// <summary>The policy with what MeshConfig sets where the rule is silent.</summary>
    public EffectivePolicy WithDefaults(MeshConfig settings) =>
        settings.DefaultConnectionPool is null && settings.DefaultOutlierDetection is null
            ? this
            : this with
            {
                ConnectionPool = ConnectionPool ?? settings.DefaultConnectionPool,
                OutlierDetection = OutlierDetection ?? settings.DefaultOutlierDetection,
            };

    /// <summary>
    /// The TLS mode that decides whether endpoints count as speaking Istio's mutual TLS: there a port's settings without <c>tls</c> do not
    /// hide the rule's (istio <c>xds/endpoints/mtls_checker.go</c>).
    /// </summary>
    public static ClientTlsMode? TlsMode(DestinationRule? rule, Subset? subset, int port, bool inherits) =>
        rule is null ? null
        : ModeOf(subset?.TrafficPolicy, port) ?? (subset is null || inherits ? ModeOf(rule.TrafficPolicy, port) : null);

    private static ClientTlsMode? ModeOf(TrafficPolicy? policy, int port)
    {
        if (policy is null)
        {
            return null;
        }

        foreach (PortTrafficPolicy settings in policy.PortLevelSettings)
        {
            if (settings.Port?.Number == port && settings.Tls is { } tls)
            {
                return tls.Mode ?? ClientTlsMode.Disable;
            }
        }

        return policy.Tls is { } own ? own.Mode ?? ClientTlsMode.Disable : null;
    }

    private static EffectivePolicy Read(TrafficPolicy policy, int port, string path, out bool ofPort)
    {
        foreach (PortTrafficPolicy settings in policy.PortLevelSettings)
        {
            if (settings.Port is { } selector && (selector.Number ?? 0) == port)
            {
                ofPort = true;
                string portPath = $"{path}.portLevelSettings[port {port.ToString(CultureInfo.InvariantCulture)}]";
                return new EffectivePolicy
                {
                    ConnectionPool = settings.ConnectionPool,
                    LoadBalancer = settings.LoadBalancer,
                    LoadBalancerPath = $"{portPath}.loadBalancer",
                    OutlierDetection = settings.OutlierDetection,
                    OutlierDetectionPath = portPath,
                    Tls = settings.Tls,
                };
            }
        }

        ofPort = false;
        return new EffectivePolicy
        {
            ConnectionPool = policy.ConnectionPool,
            LoadBalancer = policy.LoadBalancer,
            LoadBalancerPath = $"{path}.loadBalancer",
            OutlierDetection = policy.OutlierDetection,
            OutlierDetectionPath = path,
            Tls = policy.Tls,
        };
    }
}
