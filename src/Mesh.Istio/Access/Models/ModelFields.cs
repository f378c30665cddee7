using System.Collections.Frozen;
using static Mesh.FieldGroup;
using static Mesh.Istio.Access.Models.ModelFieldShape;

namespace Mesh.Istio.Access.Models;

/// <summary>
/// The group of every field of every record of the model, by the field's name in JSON. A test walks the shapes that the reader checks: no
/// field may be missing, and none invented.
/// </summary>
internal static class ModelFields
{
    private static readonly FrozenDictionary<(Type, string), ModelField> Rows = ((KeyValuePair<(Type, string), ModelField>[])
    [
        .. Of<MeshModel>([Field("organization", Parts, All)]),
        .. Of<Organization>(
            [
                Field("name", Leaf, All), Field("settings", Parts, All), Field("security", Parts, All),
                Nodes("clusters", AccessKinds.Cluster), Nodes("tenants", AccessKinds.Tenant), Nodes("roles", AccessKinds.Role),
                Nodes("accessBindings", AccessKinds.AccessBinding),
            ],
            (All, ["networkReachability", "domains"]), (Metadata, ["labels", "annotations"])),
        .. Of<Cluster>(
            [Field("name", Name, All)],
            (All, ["locality", "network", "trustDomain", "istioClusterId", "istioVersion"]),
            (Resilience, ["state"]), (Metadata, ["labels"])),
        .. Of<Tenant>(
            [
                Field("name", Name, All), Field("settings", Parts, All), Field("security", Parts, All),
                Nodes("workspaces", AccessKinds.Workspace), Nodes("accessBindings", AccessKinds.AccessBinding),
            ],
            (All, ["domains"]), (Metadata, ["labels", "annotations"])),
        .. Of<Workspace>(
            [
                Field("name", Name, All), Field("settings", Parts, All), Field("security", Parts, All),
                Nodes("gateways", AccessKinds.Gateway), Nodes("eastWestGateways", AccessKinds.EastWestGateway),
                Nodes("serviceSettings", AccessKinds.ServiceSettings), Nodes("accessBindings", AccessKinds.AccessBinding),
            ],
            (All, ["namespaces", "sharedNamespaces", "domains"]), (Resilience, ["capacities"]), (Metadata, ["labels", "annotations"])),
        .. Of<WorkspaceGateway>(
            [
                Field("name", Name, All), Field("settings", Parts, All), Field("servers", Named, Routing),
                Nodes("accessBindings", AccessKinds.AccessBinding),
            ],
            (Hosts, ["namespace", "workload"]), (FieldGroup.Tls, ["serviceAccount"]), (Routing, ["transit"]),
            (Metadata, ["labels", "annotations"])),
        .. Of<EastWestGateway>(
            [Field("name", Name, All), Field("settings", Parts, All)],
            (Hosts, ["namespace", "workload", "services", "selectors"]), (Routing, ["strict", "podToPod"]),
            (Metadata, ["labels", "annotations"])),
        .. Of<ServiceSettings>([Field("service", Name, All), Field("settings", Parts, All)]),
        .. Of<Role>(),
        .. Of<AccessBinding>(),
        .. Of<GatewayServer>(
            [Field("name", Name, All), Field("settings", Parts, All)],
            (Routing, ["port"]), (Hosts, ["hostname", "meshOnly", "visibleTo"])),
        .. Of<HttpServer>([Field("routes", Items, Routing)], (Routing, ["protocol"])),
        .. Of<HttpsServer>([Field("routes", Items, Routing), Field("tls", Parts, FieldGroup.Tls)], (Routing, ["protocol"])),
        .. Of<TcpServer>([], (Hosts, ["address"]), (Routing, ["destinations"])),
        .. Of<TlsPassthroughServer>([], (Routing, ["destinations"])),
        .. Of<ServerTls>(
            [],
            (FieldGroup.Tls, ["mode"]),
            (Certificates, ["credentialName", "minVersion", "maxVersion", "cipherSuites", "subjectAltNames"])),
        .. Of<Route>(
            [Field("action", Parts, Routing)],
            (Routing, ["matches", "requestHeaders", "responseHeaders", "cors"]), (Resilience, ["timeout"])),
        .. Of<ForwardAction>([], (Routing, ["destinations", "rewritePath", "rewriteAuthority"])),
        .. Of<RedirectAction>([], (Routing, ["path", "authority", "port", "scheme", "code"])),
        .. Of<DirectResponseAction>([], (Routing, ["status", "body"])),
        .. Of<ClusterAction>([], (Routing, ["host", "rewritePath"]), (Resilience, ["clusters", "fallback"])),
        .. Of<TrafficSettings>(
            [
                Field("outlierDetection", Parts, All), Field("retries", Parts, All), Field("failover", Parts, All),
                Field("loadBalancing", Parts, All), Field("connectionPool", Parts, All),
            ],
            (Resilience, ["requestTimeout"])),
        .. Of<OutlierDetectionSettings>(
            [],
            (Resilience,
                [
                    "sensitivity", "consecutiveGatewayErrors", "consecutive5xxErrors", "interval", "baseEjectionTime", "maxEjectionPercent",
                ])),
        .. Of<RetrySettings>([], (Resilience, ["attempts", "perTryTimeout", "idempotent"])),
        .. Of<FailoverSettings>([], (Resilience, ["order", "orderByClient", "localFirst", "regions", "preferZone"])),
        .. Of<LoadBalancingSettings>([], (Resilience, ["algorithm", "consistentHash"])),
        .. Of<ConnectionSettings>(
            [],
            (Resilience,
                [
                    "connectTimeout", "maxConnections", "maxRequests", "maxPendingRequests", "maxRequestsPerConnection", "idleTimeout",
                    "maxConnectionDuration", "keepaliveTime", "keepaliveInterval", "keepaliveProbes",
                ])),
        .. Of<SecuritySettings>(
            [], (FieldGroup.Tls, ["mutualTls"]), (Authorization, ["access", "reachability", "registryOnly", "propagation"])),
    ]).ToFrozenDictionary(row => row.Key, row => row.Value);

    /// <summary>All rows, for the test.</summary>
    public static IEnumerable<(Type Type, string Name)> Names => Rows.Keys;

    /// <summary>The group of which creating is a change, even when nothing is in it.</summary>
    public static FieldGroup Created(string kind) => kind switch
    {
        AccessKinds.Gateway => Routing,
        AccessKinds.EastWestGateway => Hosts,
        AccessKinds.ServiceSettings => Resilience,
        _ => All,
    };

    /// <summary>A field of a type, or of what it derives from; null when the table has none, which a test forbids.</summary>
    public static ModelField? Find(Type type, string name) =>
        Rows.TryGetValue((type, name), out ModelField? field) ? field
        : type.BaseType is { } parent && parent != typeof(object) ? Find(parent, name) : null;

    private static (string, ModelField) Field(string name, ModelFieldShape shape, FieldGroup group) => (name, new(shape, group));

    private static (string, ModelField) Nodes(string name, string kind) => (name, new(ModelFieldShape.Nodes, All, kind));

    private static IEnumerable<KeyValuePair<(Type, string), ModelField>> Of<T>(
        (string Name, ModelField Field)[]? fields = null, params (FieldGroup Group, string[] Names)[] leaves) =>
        (fields ?? []).Select(field => KeyValuePair.Create((typeof(T), field.Name), field.Field))
        .Concat(
            from leaf in leaves
            from name in leaf.Names
            select KeyValuePair.Create((typeof(T), name), new ModelField(Leaf, leaf.Group)));
}
