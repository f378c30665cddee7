using Mesh.Inventories;
using Mesh.Istio.Resources;
using Lb = Mesh.LoadBalancing;

namespace Mesh.Istio.ControlPlane;

/// <summary>The fields of MeshConfig that change where traffic goes. A value with every default is Istio's default MeshConfig.</summary>
public sealed record MeshConfig
{
    /// <summary>
    /// The mesh-wide <c>localityLbSetting</c>. Default: on, without lists, so that outlier detection alone makes failover by distance.
    /// </summary>
    public Lb.LocalityLbConfig? LocalityLb { get; init; } = new() { Enabled = true };

    /// <summary>The mesh-wide <c>zoneAwareLbSetting</c> (since Istio 1.31). Default: none.</summary>
    public Lb.ZoneAwareLbConfig? ZoneAwareLb { get; init; }

    /// <summary>
    /// <c>defaultTrafficPolicy.outlierDetection</c> (since Istio 1.31). It ejects hosts, but makes no priorities: only a DestinationRule
    /// does. Default: none.
    /// </summary>
    public OutlierDetection? DefaultOutlierDetection { get; init; }

    /// <summary><c>defaultTrafficPolicy.connectionPool</c> (since Istio 1.31). Default: none.</summary>
    public Resources.ConnectionPoolSettings? DefaultConnectionPool { get; init; }

    /// <summary><c>connectTimeout</c>. Default: 10 seconds.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary><c>enableAutoMtls</c>: clients use mutual TLS by themselves where the endpoint can. Default: yes.</summary>
    public bool EnableAutoMtls { get; init; } = true;

    /// <summary>
    /// Whether hosts that no service stands for can be called (<c>outboundTrafficPolicy</c> <c>ALLOW_ANY</c>). Default: yes.
    /// </summary>
    public bool AllowsUnknownHosts { get; init; } = true;

    /// <summary>The trust domain of workload identities. Default: <c>cluster.local</c>.</summary>
    public string TrustDomain { get; init; } = MeshConfigInfo.DefaultTrustDomain;

    /// <summary>Trust domains whose identities count as the same.</summary>
    public ValueList<string> TrustDomainAliases { get; init; }

    /// <summary>The namespace whose Istio resources hold for the whole mesh. Default: <c>istio-system</c>.</summary>
    public string RootNamespace { get; init; } = "istio-system";

    /// <summary>The DNS domain of Kubernetes services. Default: <c>cluster.local</c>.</summary>
    public string Domain { get; init; } = "cluster.local";

    /// <summary>
    /// The domain that completes short host names in Istio resources, <c>details</c> to <c>details.NAMESPACE.svc.DOMAIN</c>. Default:
    /// <see cref="Domain"/>, as for an istiod that reads its configuration from Kubernetes. Empty for one whose configuration has no
    /// domain: then <c>details</c> becomes <c>details.NAMESPACE</c>, which is no service.
    /// </summary>
    public string? ShortNameDomain { get; init; }

    /// <summary>Where services without <c>exportTo</c> are visible; empty means everywhere.</summary>
    public ValueList<string> DefaultServiceExportTo { get; init; }

    /// <summary>Where VirtualServices without <c>exportTo</c> are visible; empty means everywhere.</summary>
    public ValueList<string> DefaultVirtualServiceExportTo { get; init; }

    /// <summary>
    /// Where DestinationRules without <c>exportTo</c> are visible; empty means everywhere. Only <c>.</c> and <c>*</c> count here.
    /// </summary>
    public ValueList<string> DefaultDestinationRuleExportTo { get; init; }

    /// <summary>
    /// Which hosts are cluster-local beside Istio's defaults, <c>*.kube-system.svc.DOMAIN</c> and <c>kubernetes.default.svc.DOMAIN</c>.
    /// </summary>
    public ValueList<ClusterLocalSetting> ClusterLocal { get; init; }

    /// <summary>How paths are normalized. Default: <see cref="PathNormalization.Base"/>.</summary>
    public PathNormalization PathNormalization { get; init; }

    /// <summary>
    /// <c>defaultConfig.gatewayTopology.numTrustedProxies</c>: how many proxies in front of gateways are trusted to write
    /// <c>x-forwarded-for</c>. Default: 0.
    /// </summary>
    public int NumTrustedProxies { get; init; }

    /// <summary>
    /// The external authorizers among <c>extensionProviders</c> by name, and whether each speaks gRPC and so can be asked about TCP too.
    /// Default: none.
    /// </summary>
    public ValueMap<bool> Authorizers { get; init; }

    /// <summary>
    /// <c>defaultHttpRetryPolicy</c>: the retries of routes that say nothing. Default: none, that is Istio's own default.
    /// </summary>
    public HttpRetry? DefaultHttpRetryPolicy { get; init; }

    /// <summary>Takes over what an inventory observed of MeshConfig.</summary>
    /// <param name="config">The observed MeshConfig.</param>
    /// <returns>The settings; what an inventory does not hold keeps its default.</returns>
    public static MeshConfig From(MeshConfigInfo config)
    {
        ArgumentNullException.ThrowIfNull(config);
        MeshConfig defaults = new MeshConfig();
        return defaults with
        {
            LocalityLb = config.LocalityLb is { } locality ? Convert(locality) : defaults.LocalityLb,
            EnableAutoMtls = config.EnableAutoMtls,
            AllowsUnknownHosts = config.OutboundTrafficPolicy != "REGISTRY_ONLY",
            TrustDomain = config.TrustDomain,
            TrustDomainAliases = config.TrustDomainAliases,
            RootNamespace = config.RootNamespace,
            PathNormalization = config.PathNormalization switch
            {
                "NONE" => PathNormalization.None,
                "MERGE_SLASHES" => PathNormalization.MergeSlashes,
                "DECODE_AND_MERGE_SLASHES" => PathNormalization.DecodeAndMergeSlashes,
                _ => PathNormalization.Base,
            },
            NumTrustedProxies = config.NumTrustedProxies,
            DefaultHttpRetryPolicy = config.DefaultHttpRetryPolicy is { } retries ? Convert(retries) : null,
            Authorizers = config.Authorizers,
            DefaultServiceExportTo = config.DefaultServiceExportTo,
            DefaultVirtualServiceExportTo = config.DefaultVirtualServiceExportTo,
            DefaultDestinationRuleExportTo = config.DefaultDestinationRuleExportTo,
            ClusterLocal = config.ServiceSettings
                .Select(setting => new ClusterLocalSetting(setting.Hosts, setting.ClusterLocal))
                .ToValueList(),
        };
    }

    /// <summary>Whether nobody observed it, so that its trust domains are not known either.</summary>
    internal bool IsAssumed { get; init; }

    internal string CompletingDomain => ShortNameDomain ?? Domain;

    // An empty list in MeshConfig is an absent one.
    private static HttpRetry Convert(HttpRetryInfo retries) => new()
    {
        Attempts = retries.Attempts,
        PerTryTimeout = retries.PerTryTimeout,
        RetryOn = retries.RetryOn.Length > 0 ? retries.RetryOn : null,
        RetryRemoteLocalities = retries.RetryRemoteLocalities,
        RetryIgnorePreviousHosts = retries.RetryIgnorePreviousHosts ? null : false,
        Backoff = retries.Backoff,
    };

    private static Lb.LocalityLbConfig Convert(LocalityLbInfo setting) => new()
    {
        Enabled = setting.Enabled,
        Distribute = setting.Distribute.IsEmpty ? null : setting.Distribute
            .Select(rule => new Lb.DistributeRule(
                rule.From, rule.To.Select(to => KeyValuePair.Create(to.Key, (uint)to.Value)).ToValueMap()))
            .ToValueList(),
        Failover = setting.Failover.IsEmpty ? null : setting.Failover.Select(rule => new RegionFailover(rule.From, rule.To)).ToValueList(),
        FailoverPriority = setting.FailoverPriority.IsEmpty ? null : setting.FailoverPriority,
    };
}
