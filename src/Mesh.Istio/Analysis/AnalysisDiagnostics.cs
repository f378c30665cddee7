using Mesh.Diagnostics;

namespace Mesh.Istio.Analysis;

/// <summary>Every finding of the <see cref="Analyzer"/>. The page <c>docs/analysis.md</c> explains each.</summary>
public static class AnalysisDiagnostics
{
    /// <summary>An option of the analyzer names an unknown code.</summary>
    public static DiagnosticDescriptor UnknownCode { get; } =
        new("MF200", DiagnosticSeverity.Warning, "An option of the analyzer names an unknown code.");

    /// <summary>Failover is configured without outlier detection.</summary>
    public static DiagnosticDescriptor FailoverWithoutOutlierDetection { get; } =
        new("MF201", DiagnosticSeverity.Error, "Failover is configured without outlier detection.");

    /// <summary>Too few endpoints may be ejected for traffic to leave.</summary>
    public static DiagnosticDescriptor EjectionBudgetTooSmall { get; } =
        new("MF202", DiagnosticSeverity.Error, "Too few endpoints may be ejected for traffic to leave.");

    /// <summary>A place with endpoints gets nothing, whatever fails elsewhere.</summary>
    public static DiagnosticDescriptor DistributeWithoutFailover { get; } =
        new("MF203", DiagnosticSeverity.Error, "A place with endpoints gets nothing, whatever fails elsewhere.");

    /// <summary>Weights by place and failover exclude each other.</summary>
    public static DiagnosticDescriptor DistributeAndFailover { get; } =
        new("MF204", DiagnosticSeverity.Error, "Weights by place and failover exclude each other.");

    /// <summary>The weights of places do not add up or overlap.</summary>
    public static DiagnosticDescriptor DistributeWeights { get; } =
        new("MF205", DiagnosticSeverity.Error, "The weights of places do not add up or overlap.");

    /// <summary>An endpoint without locality is left out or comes last.</summary>
    public static DiagnosticDescriptor EndpointWithoutLocality { get; } =
        new("MF206", DiagnosticSeverity.Error, "An endpoint without locality is left out or comes last.");

    /// <summary>A failover rule names no region that it can be for.</summary>
    public static DiagnosticDescriptor FailoverRegion { get; } =
        new("MF207", DiagnosticSeverity.Error, "A failover rule names no region that it can be for.");

    /// <summary>The policy of a port or subset removes failover.</summary>
    public static DiagnosticDescriptor PolicyWipesFailover { get; } =
        new("MF208", DiagnosticSeverity.Error, "The policy of a port or subset removes failover.");

    /// <summary>A DestinationRule is where no client reads it.</summary>
    public static DiagnosticDescriptor DestinationRuleWithoutClients { get; } =
        new("MF209", DiagnosticSeverity.Error, "A DestinationRule is where no client reads it.");

    /// <summary>Several DestinationRules are for one host.</summary>
    public static DiagnosticDescriptor SeveralDestinationRules { get; } =
        new("MF210", DiagnosticSeverity.Warning, "Several DestinationRules are for one host.");

    /// <summary>A host is that of no service.</summary>
    public static DiagnosticDescriptor HostUnknown { get; } =
        new("MF211", DiagnosticSeverity.Error, "A host is that of no service.");

    /// <summary>One region seems to be spelled in two ways.</summary>
    public static DiagnosticDescriptor RegionSpelling { get; } =
        new("MF212", DiagnosticSeverity.Info, "One region seems to be spelled in two ways.");

    /// <summary>A client without locality has no order of places.</summary>
    public static DiagnosticDescriptor ClientWithoutLocality { get; } =
        new("MF213", DiagnosticSeverity.Error, "A client without locality has no order of places.");

    /// <summary>Failover compares labels that endpoints behind a network's gateway do not have.</summary>
    public static DiagnosticDescriptor LabelsBehindGateway { get; } =
        new("MF214", DiagnosticSeverity.Error, "Failover compares labels that endpoints behind a network's gateway do not have.");

    /// <summary>A whole network is behind one address.</summary>
    public static DiagnosticDescriptor OneGateway { get; } =
        new("MF215", DiagnosticSeverity.Warning, "A whole network is behind one address.");

    /// <summary>Endpoints of another network have no gateway.</summary>
    public static DiagnosticDescriptor NetworkWithoutGateway { get; } =
        new("MF216", DiagnosticSeverity.Error, "Endpoints of another network have no gateway.");

    /// <summary>The address of an endpoint or gateway cannot be used.</summary>
    public static DiagnosticDescriptor EndpointAddress { get; } =
        new("MF217", DiagnosticSeverity.Error, "The address of an endpoint or gateway cannot be used.");

    /// <summary>A gateway between clusters does not pass TLS through.</summary>
    public static DiagnosticDescriptor GatewayTerminatesTls { get; } =
        new("MF218", DiagnosticSeverity.Error, "A gateway between clusters does not pass TLS through.");

    /// <summary>Endpoints of another network are left out because they do not use mutual TLS.</summary>
    public static DiagnosticDescriptor PlainTextAcrossNetworks { get; } =
        new("MF219", DiagnosticSeverity.Error, "Endpoints of another network are left out because they do not use mutual TLS.");

    /// <summary>Trust domains differ and are no aliases of each other.</summary>
    public static DiagnosticDescriptor TrustDomains { get; } =
        new("MF220", DiagnosticSeverity.Warning, "Trust domains differ and are no aliases of each other.");

    /// <summary>A host exists in other clusters only.</summary>
    public static DiagnosticDescriptor ServiceElsewhereOnly { get; } =
        new("MF221", DiagnosticSeverity.Error, "A host exists in other clusters only.");

    /// <summary>A port differs between the clusters of a service.</summary>
    public static DiagnosticDescriptor PortMismatch { get; } =
        new("MF222", DiagnosticSeverity.Error, "A port differs between the clusters of a service.");

    /// <summary>Failover is configured for a host that is not load balanced.</summary>
    public static DiagnosticDescriptor NotBalanced { get; } =
        new("MF223", DiagnosticSeverity.Warning, "Failover is configured for a host that is not load balanced.");

    /// <summary>Outlier detection never ejects, or not as it reads.</summary>
    public static DiagnosticDescriptor EjectionNever { get; } =
        new("MF224", DiagnosticSeverity.Warning, "Outlier detection never ejects, or not as it reads.");

    /// <summary>A route leads to a subset that cannot fail over.</summary>
    public static DiagnosticDescriptor RouteToOnePlace { get; } =
        new("MF225", DiagnosticSeverity.Error, "A route leads to a subset that cannot fail over.");

    /// <summary>An option of the analyzer names a cluster that neither resources nor inventory have.</summary>
    public static DiagnosticDescriptor UnknownCluster { get; } =
        new("MF226", DiagnosticSeverity.Error, "An option of the analyzer names an unknown cluster.");

    /// <summary>The API server refuses an object.</summary>
    public static DiagnosticDescriptor RefusedByApiServer { get; } = new("MF240", DiagnosticSeverity.Error, "The API server refuses the object.");

    /// <summary>istiod's webhook refuses an object.</summary>
    public static DiagnosticDescriptor RefusedByWebhook { get; } = new("MF241", DiagnosticSeverity.Error, "The webhook of istiod refuses the object.");

    /// <summary>An endpoint answers nobody while nothing fails.</summary>
    public static DiagnosticDescriptor DeadEnd { get; } = new("MF242", DiagnosticSeverity.Error, "An endpoint answers nobody while nothing fails.");

    /// <summary>An endpoint that is written belongs to no host.</summary>
    public static DiagnosticDescriptor UnlistedEndpoint { get; } = new("MF243", DiagnosticSeverity.Warning, "An endpoint that is written belongs to no host.");

    /// <summary>ServiceEntries of one host contradict or hide each other.</summary>
    public static DiagnosticDescriptor EntriesOfOneHost { get; } = new("MF244", DiagnosticSeverity.Warning, "ServiceEntries of one host contradict or hide each other.");

    /// <summary>A network is named that no cluster is in.</summary>
    public static DiagnosticDescriptor NetworkOfNobody { get; } = new("MF245", DiagnosticSeverity.Warning, "A network is named that no cluster is in.");

    /// <summary>Several clusters have one external address.</summary>
    public static DiagnosticDescriptor OneAddress { get; } = new("MF246", DiagnosticSeverity.Warning, "Several clusters have one external address.");

    /// <summary>Objects of the Kubernetes Gateway API are not read.</summary>
    public static DiagnosticDescriptor GatewayApiUnread { get; } = new("MF247", DiagnosticSeverity.Warning, "Objects of the Kubernetes Gateway API are not read.");

    /// <summary>Several VirtualServices of sidecars are for one host.</summary>
    public static DiagnosticDescriptor ReplacedVirtualService { get; } = new("MF248", DiagnosticSeverity.Warning, "Several VirtualServices of sidecars are for one host.");

    /// <summary>A port for gRPC has protocol HTTP.</summary>
    public static DiagnosticDescriptor GrpcOnHttpPort { get; } = new("MF249", DiagnosticSeverity.Warning, "A port for gRPC has protocol HTTP.");

    /// <summary>A DestinationRule hides that of the service.</summary>
    public static DiagnosticDescriptor HidingRule { get; } = new("MF250", DiagnosticSeverity.Warning, "A DestinationRule hides that of the service.");

    /// <summary>Regions behind the first are equally far.</summary>
    public static DiagnosticDescriptor EqualRegions { get; } = new("MF251", DiagnosticSeverity.Info, "Regions behind the first are equally far.");

    /// <summary>Two servers pass the TLS of one host through.</summary>
    public static DiagnosticDescriptor PassthroughTwice { get; } = new("MF252", DiagnosticSeverity.Error, "Two servers pass the TLS of one host through.");

    /// <summary>Clients and pods do not agree about TLS.</summary>
    public static DiagnosticDescriptor TlsMismatch { get; } = new("MF253", DiagnosticSeverity.Error, "Clients and pods do not agree about TLS.");

    /// <summary>Callers that pods refuse get in through a gateway.</summary>
    public static DiagnosticDescriptor BypassedLimit { get; } = new("MF254", DiagnosticSeverity.Warning, "Callers that pods refuse get in through a gateway.");

    /// <summary>A limit on callers lets in a gateway that is open to everybody.</summary>
    public static DiagnosticDescriptor AdmittedInternet { get; } = new("MF255", DiagnosticSeverity.Warning, "A limit on callers lets in a gateway that is open to everybody.");

    /// <summary>Two TCP hosts without addresses share a port.</summary>
    public static DiagnosticDescriptor SharedTcpPort { get; } = new("MF256", DiagnosticSeverity.Error, "Two TCP hosts without addresses share a port.");

    /// <summary>A gateway hides the failures of a TCP host.</summary>
    public static DiagnosticDescriptor FailureBehindGateway { get; } = new("MF257", DiagnosticSeverity.Warning, "A gateway hides the failures of a TCP host.");

    /// <summary>A remote secret undoes a written order.</summary>
    public static DiagnosticDescriptor RemotePodsFirst { get; } = new("MF258", DiagnosticSeverity.Warning, "A remote secret undoes a written order.");

    /// <summary>A route leads to a subset that its clients do not have.</summary>
    public static DiagnosticDescriptor HiddenSubset { get; } = new("MF259", DiagnosticSeverity.Error, "A route leads to a subset that its clients do not have.");

    /// <summary>Outlier detection alone keeps traffic in the client's zone.</summary>
    public static DiagnosticDescriptor PinnedToZone { get; } =
        new("MF301", DiagnosticSeverity.Info, "Outlier detection alone keeps traffic in the client's zone.");

    /// <summary>Hashing beside priorities gives a key an endpoint for each place.</summary>
    public static DiagnosticDescriptor HashAndLocality { get; } =
        new("MF303", DiagnosticSeverity.Warning, "Hashing beside priorities gives a key an endpoint for each place.");

    /// <summary>Connecting may take longer than the whole request.</summary>
    public static DiagnosticDescriptor ConnectTimeout { get; } =
        new("MF304", DiagnosticSeverity.Warning, "Connecting may take longer than the whole request.");

    /// <summary>A Sidecar hides a host that failover is configured for.</summary>
    public static DiagnosticDescriptor SidecarHidesHost { get; } =
        new("MF305", DiagnosticSeverity.Error, "A Sidecar hides a host that failover is configured for.");

    /// <summary>Only one of two clusters reads the other.</summary>
    public static DiagnosticDescriptor RemoteSecretMissing { get; } =
        new("MF306", DiagnosticSeverity.Warning, "Only one of two clusters reads the other.");

    /// <summary>A cluster-local host has failover to other clusters.</summary>
    public static DiagnosticDescriptor ClusterLocalHost { get; } =
        new("MF307", DiagnosticSeverity.Warning, "A cluster-local host has failover to other clusters.");

    /// <summary>A DestinationRule overrides trafficDistribution.</summary>
    public static DiagnosticDescriptor TrafficDistributionIgnored { get; } =
        new("MF308", DiagnosticSeverity.Warning, "A DestinationRule overrides trafficDistribution.");

    /// <summary>A percentage of outlier detection is out of range.</summary>
    public static DiagnosticDescriptor PercentOutOfRange { get; } =
        new("MF309", DiagnosticSeverity.Warning, "A percentage of outlier detection is out of range.");

    /// <summary>consecutiveErrors is ignored.</summary>
    public static DiagnosticDescriptor ConsecutiveErrorsIgnored { get; } =
        new("MF310", DiagnosticSeverity.Info, "consecutiveErrors is ignored.");

    /// <summary>A DestinationRule is missing in another client cluster.</summary>
    public static DiagnosticDescriptor MissingInOtherCluster { get; } =
        new("MF315", DiagnosticSeverity.Error, "A DestinationRule is missing in another client cluster.");

    /// <summary>Retries can keep the standby ejected.</summary>
    public static DiagnosticDescriptor PoisonedStandby { get; } =
        new("MF316", DiagnosticSeverity.Warning, "Retries can keep the standby ejected.");

    /// <summary>All findings of the analyzer, by code.</summary>
    public static ValueList<DiagnosticDescriptor> All { get; } =
    [
        UnknownCode,
        FailoverWithoutOutlierDetection,
        EjectionBudgetTooSmall,
        DistributeWithoutFailover,
        DistributeAndFailover,
        DistributeWeights,
        EndpointWithoutLocality,
        FailoverRegion,
        PolicyWipesFailover,
        DestinationRuleWithoutClients,
        SeveralDestinationRules,
        HostUnknown,
        RegionSpelling,
        ClientWithoutLocality,
        LabelsBehindGateway,
        OneGateway,
        NetworkWithoutGateway,
        EndpointAddress,
        GatewayTerminatesTls,
        PlainTextAcrossNetworks,
        TrustDomains,
        ServiceElsewhereOnly,
        PortMismatch,
        NotBalanced,
        EjectionNever,
        RouteToOnePlace,
        UnknownCluster,
        RefusedByApiServer,
        RefusedByWebhook,
        DeadEnd,
        UnlistedEndpoint,
        EntriesOfOneHost,
        NetworkOfNobody,
        OneAddress,
        GatewayApiUnread,
        ReplacedVirtualService,
        GrpcOnHttpPort,
        HidingRule,
        EqualRegions,
        PassthroughTwice,
        TlsMismatch,
        BypassedLimit,
        AdmittedInternet,
        SharedTcpPort,
        FailureBehindGateway,
        RemotePodsFirst,
        HiddenSubset,
        PinnedToZone,
        HashAndLocality,
        ConnectTimeout,
        SidecarHidesHost,
        RemoteSecretMissing,
        ClusterLocalHost,
        TrafficDistributionIgnored,
        PercentOutOfRange,
        ConsecutiveErrorsIgnored,
        MissingInOtherCluster,
        PoisonedStandby,
    ];
}
