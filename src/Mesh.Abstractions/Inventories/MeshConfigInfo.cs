namespace Mesh.Inventories;

/// <summary>What MeshConfig (key <c>mesh</c> of the ConfigMap <c>istio</c>) says about failover, visibility and identity.</summary>
public sealed record MeshConfigInfo
{
    /// <summary>The trust domain that Istio assumes where MeshConfig names none: <c>cluster.local</c>.</summary>
    public const string DefaultTrustDomain = "cluster.local";

    /// <summary>The trust domain of workload identities. Default: <see cref="DefaultTrustDomain"/>.</summary>
    public string TrustDomain { get; init; } = DefaultTrustDomain;

    /// <summary>Other trust domains whose identities count as the same.</summary>
    public ValueList<string> TrustDomainAliases { get; init; }

    /// <summary>The namespace whose Istio resources hold for the whole mesh. Default: <c>istio-system</c>.</summary>
    public string RootNamespace { get; init; } = "istio-system";

    /// <summary><c>outboundTrafficPolicy.mode</c>: <c>ALLOW_ANY</c> (the default) or <c>REGISTRY_ONLY</c>.</summary>
    public string OutboundTrafficPolicy { get; init; } = "ALLOW_ANY";

    /// <summary>Whether proxies use mutual TLS by themselves where both sides can. Default: yes.</summary>
    public bool EnableAutoMtls { get; init; } = true;

    /// <summary>
    /// <c>pathNormalization.normalization</c>: <c>DEFAULT</c> (the default, as <c>BASE</c>), <c>BASE</c>, <c>NONE</c>, <c>MERGE_SLASHES</c>
    /// or <c>DECODE_AND_MERGE_SLASHES</c>.
    /// </summary>
    public string PathNormalization { get; init; } = "DEFAULT";

    /// <summary>
    /// <c>defaultConfig.gatewayTopology.numTrustedProxies</c>: how many proxies in front of gateways are trusted to write
    /// <c>x-forwarded-for</c>. Default: 0.
    /// </summary>
    public int NumTrustedProxies { get; init; }

    /// <summary>
    /// The external authorizers among <c>extensionProviders</c> by name, and whether each speaks gRPC (<c>envoyExtAuthzGrpc</c>) and so can
    /// be asked about TCP too. Default: none.
    /// </summary>
    public ValueMap<bool> Authorizers { get; init; }

    /// <summary>Where Services and ServiceEntries without <c>exportTo</c> are visible; empty means everywhere.</summary>
    public ValueList<string> DefaultServiceExportTo { get; init; }

    /// <summary>Where VirtualServices without <c>exportTo</c> are visible; empty means everywhere.</summary>
    public ValueList<string> DefaultVirtualServiceExportTo { get; init; }

    /// <summary>Where DestinationRules without <c>exportTo</c> are visible; empty means everywhere.</summary>
    public ValueList<string> DefaultDestinationRuleExportTo { get; init; }

    /// <summary>
    /// Whether sidecars answer DNS themselves (<c>defaultConfig.proxyMetadata.ISTIO_META_DNS_CAPTURE</c>), so that names without a
    /// Kubernetes Service resolve too. Default: no.
    /// </summary>
    public bool CapturesDns { get; init; }

    /// <summary><c>serviceSettings</c>: which services are used only by clients of their own cluster. Default: none.</summary>
    public ValueList<ServiceSettingsInfo> ServiceSettings { get; init; }

    /// <summary>
    /// <c>discoverySelectors</c>: which namespaces istiod reads, in every cluster; one selector that matches is enough. Empty means all.
    /// </summary>
    public ValueList<LabelSelectorInfo> DiscoverySelectors { get; init; }

    /// <summary><c>localityLbSetting</c>; <see langword="null"/> when it is not written, which means: enabled, without lists.</summary>
    public LocalityLbInfo? LocalityLb { get; init; }

    /// <summary>
    /// <c>defaultHttpRetryPolicy</c>: how routes retry that do not say it, those of sidecars without any VirtualService among them.
    /// <see langword="null"/>: Istio's default, two repetitions on failed connections and status 503.
    /// </summary>
    public HttpRetryInfo? DefaultHttpRetryPolicy { get; init; }
}
