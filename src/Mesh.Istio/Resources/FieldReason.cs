namespace Mesh.Istio.Resources;

/// <summary>Why a field of a generated object has its value.</summary>
/// <param name="Field">The field, or several that lie in one: the part of a path that tells them.</param>
/// <param name="Settings">The settings of the model that decide, with a dot at the end all of a part; empty for none.</param>
/// <param name="Otherwise">What decides where nobody set that.</param>
internal sealed record FieldReason(string Field, ValueList<string> Settings, string Otherwise)
{
    private const string Default = "Mesh's default";

    private FieldReason(string field, string? setting, string otherwise)
        : this(field, setting is null ? [] : [setting], otherwise)
    {
    }

    /// <summary>Of what is generated all of it, the narrowest field first.</summary>
    private static readonly FieldReason[] All =
    [
        new(
            "outlierDetection.consecutiveGatewayErrors",
            (ValueList<string>)["outlierDetection.consecutiveGatewayErrors", "outlierDetection.sensitivity"],
            $"{Default}, fewer behind a gateway"),
        new("outlierDetection.consecutive5xxErrors", "outlierDetection.consecutive5xxErrors", Default),
        new("outlierDetection.interval", "outlierDetection.interval", Default),
        new("outlierDetection.baseEjectionTime", "outlierDetection.baseEjectionTime", Default),
        new("outlierDetection.maxEjectionPercent", "outlierDetection.maxEjectionPercent", Default),
        new("outlierDetection.minHealthPercent", null, "with all endpoints ejected all are used, so that an outage ends with its cause"),
        new("connectionPool.tcp.connectTimeout", "connectionPool.connectTimeout", Default),
        new("connectionPool.tcp.maxConnections", "connectionPool.maxConnections", Default),
        new("connectionPool.tcp.maxConnectionDuration", "connectionPool.maxConnectionDuration", Default),
        new("connectionPool.tcp.tcpKeepalive", "connectionPool.", Default),
        new("idleTimeout", "connectionPool.idleTimeout", Default),
        new("connectionPool.http.http2KeepAlive", null, "the port shares connections, and Istio can watch them"),
        new("connectionPool.http.http2MaxRequests", "connectionPool.maxRequests", Default),
        new("connectionPool.http.http1MaxPendingRequests", "connectionPool.maxPendingRequests", Default),
        new("connectionPool.http.maxRequestsPerConnection", "connectionPool.maxRequestsPerConnection", Default),
        new("localityLbSetting.failover", "failover.", "the order of clusters"),
        new("localityLbSetting", "failover.", "the order of clusters: the own one, its region, all others"),
        new("loadBalancer", "loadBalancing.", Default),
        new("retries.attempts", "retries.attempts", "two tries for each place to fall back to, one at a gateway"),
        new("retries.perTryTimeout", "retries.perTryTimeout", "the model alone"),
        new("retries.retryOn", "retries.idempotent", "what may be repeated: by method, of gRPC by status"),
        new("retries.retryRemoteLocalities", null, "tries leave the places that failed"),
        new("http.timeout", "requestTimeout", "the route in the model"),
        new("trafficPolicy.tls", null, "calls between clusters are mutual TLS that says the host; what is passed through has its own"),
        new("portLevelSettings.tls", null, "calls between clusters are mutual TLS that says the service; see identities"),
        new("portLevelSettings.port", null, "the ports of the Service; such settings inherit nothing"),
        new("spec.endpoints.address", null, "observed: addresses of gateways"),
        new("spec.endpoints.locality", null, "observed: places of gateways"),
        new("spec.endpoints", null, "the order of clusters, and the mesh port"),
        new("spec.subjectAltNames", null, "observed: identities of those who answer"),
        new("spec.subsets", null, "own pods, told by Istio's name of the cluster; or the clusters that an edge names"),
        new("spec.exportTo", null, "who sees the host; what is the gateway's alone is private"),
        new("spec.addresses", null, "the virtual address in the model"),
        new("spec.location", null, "hosts are part of the mesh"),
        new("spec.resolution", null, "observed: whether addresses are names"),
        new("spec.ports", null, "the server in the model, its protocol from the Service's port"),
        new("spec.workloadSelector", null, "the workload of the gateway in the model"),
        new("spec.selector", null, "the workload in the model, or the selector of the Service"),
        new("spec.servers", null, "the servers in the model: the declared port and the mesh port"),
        new("spec.gateways", null, "the Gateway of the model's"),
        new("spec.hosts", null, "the host in the model"),
        new("spec.host", null, "the host or service in the model"),
        new("spec.http", null, "the routes in the model, on the declared port and the mesh port"),
        new("spec.tcp", null, "the destinations in the model"),
        new("spec.tls", null, "the destinations in the model, told by SNI"),
        new("spec.address", null, "observed: address of the other cluster's gateway"),
        new("spec.weight", "failover.", "shares of clusters, whatever the number of their addresses"),
        new("spec.serviceAccount", null, "observed: account of the service's pods"),
        new("spec.labels", null, "the Service's selector, and the order of clusters"),
        new("spec.locality", null, "observed: place of the other cluster's gateway"),
        new("spec.action", null, "limits permit by ALLOW, and refuse by DENY at gateways"),
        new("spec.rules", null, "who may call, as the model says"),
        new("spec.mtls", null, "whether mutual TLS is required, as the model says"),
        new("spec.egress", null, "whom the workspace may call, as the model says"),
        new("spec.outboundTrafficPolicy", null, "whether unknown hosts may be called, as the model says"),
        new("spec.trafficPolicy", null, "the settings that are written"),
        new("metadata.labels", null, "the levels of the model, and labels that they add"),
        new("metadata.annotations", null, "the path in the model, and annotations that levels add"),
        new("metadata", null, "the path in the model"),
    ];

    /// <summary>The reason of a field, in words; null for a field that nothing generated has.</summary>
    public static string? Of(string path, EffectiveSettings? settings)
    {
        string whole = $".{path}.";
        return Array.Find(All, reason => whole.Contains($".{reason.Field}.", StringComparison.Ordinal))?.In(settings);
    }

    private string In(EffectiveSettings? settings)
    {
        string[] set = settings is null ? [] : [.. ((IEnumerable<KeyValuePair<string, string>>)settings.Sources)
            .Where(source => Settings.Any(setting => setting == source.Key
                || (setting.EndsWith('.') && source.Key.StartsWith(setting, StringComparison.Ordinal))))
            .Select(source => $"{source.Key} from {source.Value}")];
        return set.Length == 0 ? Otherwise : string.Join(", ", set);
    }
}
