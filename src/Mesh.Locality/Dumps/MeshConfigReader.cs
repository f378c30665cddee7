using System.Text;
using Mesh.Documents;
using Mesh.Inventories;

namespace Mesh.Dumps;

/// <summary>Reads the ConfigMap <c>istio</c>, or <c>istio-REVISION</c>: YAML texts inside a YAML or JSON document.</summary>
internal static class MeshConfigReader
{
    private const string Name = "istio";

    /// <summary>The configuration; <see langword="null"/> for any other ConfigMap.</summary>
    public static MeshConfigFacts? Read(ObjectIdentity head, Fields fields, Findings findings)
    {
        bool named = head.Name == Name || head.Name.StartsWith(Name + "-", StringComparison.Ordinal);
        if (!named || fields.Mapping("data") is not { } data || !(data.Has("mesh") || data.Has("meshNetworks")))
        {
            return null;
        }

        Fields? mesh = Inner(data, "mesh", head, findings);
        Fields? networks = Inner(data, "meshNetworks", head, findings);
        return new MeshConfigFacts(
            mesh is null ? null : ReadConfig(mesh, head.Namespace), networks is null ? [] : MeshNetworksReader.Read(networks));
    }

    private static Fields? Inner(Fields data, string key, ObjectIdentity head, Findings findings)
    {
        if (data.Text(key) is not { Length: > 0 } text)
        {
            return null;
        }

        SourceLocation place = data.PlaceOf(key);
        var context = new FieldContext(place.Path, $"'{key}' of {head}", findings, place.Position);
        DocumentSet set = DocumentReader.Read(Encoding.UTF8.GetBytes(text));
        foreach (DocumentError error in set.Errors)
        {
            context.Report(
                InventoryDiagnostics.MeshConfigUnreadable, error.Position, $"'{key}' of {head}: {error.Message}",
                "Repair the ConfigMap; istiod cannot read it either.");
        }

        if (set.Documents.Count > 0 && set.Documents[0] is MappingNode mapping)
        {
            return new Fields(mapping, context);
        }

        if (set.Documents.Count > 0)
        {
            context.Report(
                InventoryDiagnostics.MeshConfigUnreadable,
                set.Documents[0].Position,
                $"'{key}' of {head} must be a mapping, not {set.Documents[0].KindName}.",
                "Repair the ConfigMap; istiod cannot read it either.");
        }

        return null;
    }

    private static MeshConfigInfo ReadConfig(Fields mesh, string namespaceName) => new()
    {
        TrustDomain = mesh.Text("trustDomain") is { Length: > 0 } domain ? domain : MeshConfigInfo.DefaultTrustDomain,
        TrustDomainAliases = mesh.Texts("trustDomainAliases"),
        RootNamespace = mesh.Text("rootNamespace") is { Length: > 0 } root ? root : namespaceName,
        OutboundTrafficPolicy = mesh.Mapping("outboundTrafficPolicy")?.Text("mode") ?? "ALLOW_ANY",
        EnableAutoMtls = mesh.Flag("enableAutoMtls") ?? true,
        PathNormalization = mesh.Mapping("pathNormalization")?.Text("normalization") ?? "DEFAULT",
        NumTrustedProxies = mesh.Mapping("defaultConfig")?.Mapping("gatewayTopology")?.Number("numTrustedProxies", 0, int.MaxValue) ?? 0,
        Authorizers = mesh.Mappings("extensionProviders")
            .Where(provider => provider.Mapping("envoyExtAuthzHttp") is not null || provider.Mapping("envoyExtAuthzGrpc") is not null)
            .Select(provider => KeyValuePair.Create(provider.Text("name") ?? "", provider.Mapping("envoyExtAuthzGrpc") is not null))
            .ToValueMap(),
        DefaultServiceExportTo = mesh.Texts("defaultServiceExportTo"),
        DefaultVirtualServiceExportTo = mesh.Texts("defaultVirtualServiceExportTo"),
        DefaultDestinationRuleExportTo = mesh.Texts("defaultDestinationRuleExportTo"),
        CapturesDns = mesh.Mapping("defaultConfig")?.Mapping("proxyMetadata")?.Text("ISTIO_META_DNS_CAPTURE") is "true",
        ServiceSettings = mesh.Mappings("serviceSettings")
            .Select(entry => new ServiceSettingsInfo(entry.Texts("hosts"), entry.Mapping("settings")?.Flag("clusterLocal") == true))
            .ToValueList(),
        DiscoverySelectors = mesh.Mappings("discoverySelectors").Select(ReadSelector).ToValueList(),
        LocalityLb = mesh.Mapping("localityLbSetting") is { } setting ? ReadSetting(setting) : null,
        DefaultHttpRetryPolicy = mesh.Mapping("defaultHttpRetryPolicy") is { } retries ? ReadRetries(retries) : null,
    };

    private static HttpRetryInfo ReadRetries(Fields retries) => new()
    {
        Attempts = retries.Number("attempts", 0, int.MaxValue) ?? 0,
        PerTryTimeout = Duration(retries, "perTryTimeout"),
        RetryOn = retries.Text("retryOn") ?? "",
        RetryRemoteLocalities = retries.Flag("retryRemoteLocalities") ?? false,
        RetryIgnorePreviousHosts = retries.Flag("retryIgnorePreviousHosts") ?? true,
        Backoff = Duration(retries, "backoff"),
    };

    private static TimeSpan? Duration(Fields fields, string key) =>
        fields.Text(key) is { } text && GoDuration.TryParse(text, out TimeSpan value) ? value : null;

    internal static LabelSelectorInfo ReadSelector(Fields selector) => new(
        selector.TextMap("matchLabels"),
        selector.Mappings("matchExpressions")
            .Select(entry => new LabelExpressionInfo(entry.Text("key") ?? "", entry.Text("operator") ?? "", entry.Texts("values")))
            .ToValueList());

    private static LocalityLbInfo ReadSetting(Fields setting) => new()
    {
        Enabled = setting.Flag("enabled"),
        Distribute = setting.Mappings("distribute")
            .Select(entry => new LocalityDistribution(entry.Text("from") ?? "", entry.NumberMap("to", 0, 100)))
            .ToValueList(),
        Failover = setting.Mappings("failover")
            .Select(entry => new RegionFailover(entry.Text("from") ?? "", entry.Text("to") ?? ""))
            .ToValueList(),
        FailoverPriority = setting.Texts("failoverPriority"),
    };
}
