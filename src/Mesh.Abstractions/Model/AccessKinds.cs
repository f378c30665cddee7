namespace Mesh;

/// <summary>The kinds that a rule may name.</summary>
internal static class AccessKinds
{
    public const string Organization = "Organization";
    public const string Cluster = "Cluster";
    public const string Tenant = "Tenant";
    public const string Workspace = "Workspace";
    public const string Gateway = "Gateway";
    public const string EastWestGateway = "EastWestGateway";
    public const string ServiceSettings = "ServiceSettings";
    public const string Role = "Role";
    public const string AccessBinding = "AccessBinding";

    /// <summary>Those of the model.</summary>
    public static ValueList<string> OfModel { get; } =
        [Organization, Cluster, Tenant, Workspace, Gateway, EastWestGateway, ServiceSettings, Role, AccessBinding];

    /// <summary>Those of Istio whose fields Mesh knows; a Gateway is one of the model too.</summary>
    public static ValueList<string> OfIstio { get; } =
    [
        "AuthorizationPolicy", "DestinationRule", "ServiceEntry", "WorkloadEntry", "WorkloadGroup", Gateway, "VirtualService",
        "PeerAuthentication", "RequestAuthentication", "Sidecar",
    ];

    /// <summary>Those that can undo any limit, or whose fields Mesh does not know: a right on one is a right on all of it.</summary>
    public static ValueList<string> Opaque { get; } =
    [
        "EnvoyFilter", "WasmPlugin", "Telemetry", "ProxyConfig", "GatewayClass", "HTTPRoute", "GRPCRoute", "TCPRoute", "TLSRoute",
        "UDPRoute", "ReferenceGrant", "BackendTLSPolicy",
    ];

    /// <summary>All of them, each once.</summary>
    public static ValueList<string> All { get; } =
        OfModel.Concat(OfIstio).Concat(Opaque).Distinct(StringComparer.Ordinal).ToValueList();
}
