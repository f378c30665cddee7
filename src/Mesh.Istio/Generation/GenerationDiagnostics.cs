using Mesh.Diagnostics;

namespace Mesh.Istio;

/// <summary>Every finding of generation. The page <c>docs/diagnostics.md</c> explains each with an example.</summary>
public static class GenerationDiagnostics
{
    /// <summary>A cluster of the model is not in the inventory.</summary>
    public static DiagnosticDescriptor ClusterNotObserved { get; } =
        new("MG001", DiagnosticSeverity.Error, "A cluster of the model is not in the inventory.");

    /// <summary>No Service selects the gateway's pods.</summary>
    public static DiagnosticDescriptor GatewayNotFound { get; } =
        new("MG002", DiagnosticSeverity.Error, "No Service selects the gateway's pods.");

    /// <summary>The gateway's Service has no address that other clusters can reach, or none at all.</summary>
    public static DiagnosticDescriptor GatewayWithoutAddress { get; } =
        new("MG003", DiagnosticSeverity.Error, "The gateway's Service lacks the address that clients need.");

    /// <summary>A gateway's address is a DNS name, so the whole host is resolved by DNS.</summary>
    public static DiagnosticDescriptor AddressIsName { get; } =
        new("MG004", DiagnosticSeverity.Warning, "A gateway's address is a DNS name where IP addresses are better.");

    /// <summary>The gateway's Service has no port 15443.</summary>
    public static DiagnosticDescriptor NoMeshPort { get; } =
        new("MG005", DiagnosticSeverity.Error, "The gateway's Service has no port 15443.");

    /// <summary>A server's declared port is not a port of the gateway's Service.</summary>
    public static DiagnosticDescriptor DeclaredPortMissing { get; } =
        new("MG006", DiagnosticSeverity.Warning, "A server's port is not a port of the gateway's Service.");

    /// <summary>Nothing tells where a gateway is.</summary>
    public static DiagnosticDescriptor LocalityUnknown { get; } =
        new("MG007", DiagnosticSeverity.Warning, "Nothing tells where a gateway's pods are.");

    /// <summary>A gateway's pods are in several places; the most frequent one is written.</summary>
    public static DiagnosticDescriptor LocalitiesDiffer { get; } =
        new("MG008", DiagnosticSeverity.Info, "A gateway's pods are in several places.");

    /// <summary>A cluster's region is unknown, so the default order cannot tell near from far.</summary>
    public static DiagnosticDescriptor ClusterWithoutRegion { get; } =
        new("MG009", DiagnosticSeverity.Warning, "A cluster has no region.");

    /// <summary>Two gateways of one cluster serve the same host.</summary>
    public static DiagnosticDescriptor HostClaimedTwice { get; } =
        new("MG010", DiagnosticSeverity.Error, "Two gateways of one cluster serve the same host.");

    /// <summary>A generated name was too long or not unique and ends in a hash.</summary>
    public static DiagnosticDescriptor NameShortened { get; } =
        new("MG011", DiagnosticSeverity.Info, "A generated name was cut or made unique by a hash.");

    /// <summary>Nothing tells the gateway's service account, so callers cannot check its identity.</summary>
    public static DiagnosticDescriptor ServiceAccountUnknown { get; } =
        new("MG012", DiagnosticSeverity.Warning, "Nothing tells a gateway's service account.");

    /// <summary>A service that a server routes to does not exist in a cluster.</summary>
    public static DiagnosticDescriptor ServiceMissing { get; } =
        new("MG013", DiagnosticSeverity.Warning, "A service that a server routes to does not exist in a cluster.");

    /// <summary>A namespace that the workspace names does not exist in a cluster.</summary>
    public static DiagnosticDescriptor NamespaceMissing { get; } =
        new("MG014", DiagnosticSeverity.Warning, "A gateway's namespace does not exist in a cluster.");

    /// <summary>A host can be reached in no cluster.</summary>
    public static DiagnosticDescriptor HostUnreachable { get; } =
        new("MG015", DiagnosticSeverity.Error, "No gateway that serves a host can be reached from a cluster.");

    /// <summary>A host is served in one cluster only, so it has nowhere to fail over to.</summary>
    public static DiagnosticDescriptor NoFallback { get; } =
        new("MG016", DiagnosticSeverity.Warning, "A host is served in one cluster only.");

    /// <summary>Without a request timeout no per-try timeout is written, so a gateway that hangs is not covered.</summary>
    public static DiagnosticDescriptor HangNotCovered { get; } =
        new("MG017", DiagnosticSeverity.Info, "A gateway that hangs is not covered by retries.");

    /// <summary>Istio before 1.30 ignores the order of clusters for hosts resolved by DNS.</summary>
    public static DiagnosticDescriptor OrderIgnoredForDns { get; } =
        new("MG018", DiagnosticSeverity.Warning, "The cluster's Istio ignores the order of clusters for hosts resolved by DNS.");

    /// <summary>Several Services select the same gateway pods.</summary>
    public static DiagnosticDescriptor SeveralGatewayServices { get; } =
        new("MG019", DiagnosticSeverity.Info, "Several Services select the gateway's pods.");

    /// <summary>The port of a destination is not a port of its service. An error where no cluster's service has it.</summary>
    public static DiagnosticDescriptor ServicePortMissing { get; } =
        new("MG020", DiagnosticSeverity.Warning, "A route names a port that the service does not have.");

    /// <summary>The gateway has no ready pod.</summary>
    public static DiagnosticDescriptor GatewayNotReady { get; } =
        new("MG021", DiagnosticSeverity.Warning, "A gateway has no ready pod.");

    /// <summary>A port of an exposed service has no name, so it cannot be mapped to the gateways' port.</summary>
    public static DiagnosticDescriptor ServicePortUnnamed { get; } =
        new("MG030", DiagnosticSeverity.Error, "A port of an exposed service has no name.");

    /// <summary>Pods of an exposed service have no sidecar; mutual TLS would cut them off.</summary>
    public static DiagnosticDescriptor PodsOutsideMesh { get; } =
        new("MG031", DiagnosticSeverity.Error, "An exposed service has pods without a sidecar.");

    /// <summary>An exposed service is headless, external, without selector, or without TCP port.</summary>
    public static DiagnosticDescriptor ServiceNotExposable { get; } =
        new("MG032", DiagnosticSeverity.Error, "An exposed service cannot be joined to others.");

    /// <summary>The east-west gateway's Service has no port 15443.</summary>
    public static DiagnosticDescriptor EastWestPortMissing { get; } =
        new("MG033", DiagnosticSeverity.Error, "The east-west gateway's Service has no port 15443.");

    /// <summary>An address of the east-west gateway is a DNS name, which a Kubernetes service cannot hold.</summary>
    public static DiagnosticDescriptor EastWestAddressIsName { get; } =
        new("MG034", DiagnosticSeverity.Error, "An east-west gateway's address is a DNS name.");

    /// <summary>The east-west gateway has no external address.</summary>
    public static DiagnosticDescriptor EastWestAddressMissing { get; } =
        new("MG035", DiagnosticSeverity.Error, "The east-west gateway has no external address.");

    /// <summary>An exposed service has different port numbers in two clusters.</summary>
    public static DiagnosticDescriptor ServicePortsDiffer { get; } =
        new("MG036", DiagnosticSeverity.Error, "An exposed service has different ports in two clusters.");

    /// <summary>The ports of an exposed service have different names in two clusters.</summary>
    public static DiagnosticDescriptor ServicePortNamesDiffer { get; } =
        new("MG037", DiagnosticSeverity.Warning, "The ports of an exposed service have different names in two clusters.");

    /// <summary>A gateway's own Service is exposed.</summary>
    public static DiagnosticDescriptor GatewayExposed { get; } =
        new("MG038", DiagnosticSeverity.Error, "A gateway's own Service is exposed.");

    /// <summary>A service that is exposed by name exists nowhere, or a selector finds none.</summary>
    public static DiagnosticDescriptor ExposedServiceMissing { get; } =
        new("MG039", DiagnosticSeverity.Warning, "An exposed service exists nowhere.");

    /// <summary>An exposed service runs in one cluster only.</summary>
    public static DiagnosticDescriptor ServiceInOneCluster { get; } =
        new("MG040", DiagnosticSeverity.Warning, "An exposed service runs in one cluster only.");

    /// <summary>A cluster does not have an exposed service, so only sidecars that answer DNS know its name there.</summary>
    public static DiagnosticDescriptor DnsCaptureNeeded { get; } =
        new("MG041", DiagnosticSeverity.Warning, "The name of an exposed service is unknown to a cluster's DNS.");

    /// <summary>A VirtualService of somebody else routes a service, so its retries must be written there.</summary>
    public static DiagnosticDescriptor RetryByHand { get; } =
        new("MG042", DiagnosticSeverity.Warning, "An existing VirtualService routes a service.");

    /// <summary>
    /// A failover order puts the callers' own pods and another cluster into one tier, which holds for gateway hosts only.
    /// </summary>
    public static DiagnosticDescriptor OwnPodsShareNoTier { get; } =
        new("MG043", DiagnosticSeverity.Warning, "A failover order puts own pods and another cluster into one tier.");

    /// <summary>No pod in any cluster tells the service account of an exposed service.</summary>
    public static DiagnosticDescriptor ServiceAccountOfServiceUnknown { get; } =
        new("MG044", DiagnosticSeverity.Error, "Nothing tells the service account of an exposed service.");

    /// <summary>Several east-west gateways of one cluster expose the same service; one is used.</summary>
    public static DiagnosticDescriptor ServiceBehindTwoGateways { get; } =
        new("MG045", DiagnosticSeverity.Info, "Several east-west gateways of one cluster expose a service.");

    /// <summary>The workspace names a namespace of an exposed service in a cluster where it does not exist.</summary>
    public static DiagnosticDescriptor ExposedNamespaceMissing { get; } =
        new("MG046", DiagnosticSeverity.Warning, "An exposed service's namespace does not exist in a cluster.");

    /// <summary>An exposed service runs in a cluster where its east-west gateway does not stand.</summary>
    public static DiagnosticDescriptor ServiceWithoutGateway { get; } =
        new("MG047", DiagnosticSeverity.Warning, "An exposed service runs in a cluster without its east-west gateway.");

    /// <summary>Another service selects the pods of an exposed service, so it would take that one's entries.</summary>
    public static DiagnosticDescriptor ServiceSelectorShared { get; } =
        new("MG048", DiagnosticSeverity.Error, "Another service selects all pods of an exposed service.");

    /// <summary>A namespace of a workspace gets no guardrail.</summary>
    public static DiagnosticDescriptor NoGuardrail { get; } =
        new("MG050", DiagnosticSeverity.Warning, "A namespace gets no guardrail.");

    /// <summary>A permitted identity is also one of a workspace that is not permitted.</summary>
    public static DiagnosticDescriptor SharedIdentity { get; } =
        new("MG051", DiagnosticSeverity.Warning, "A permitted identity belongs to two workspaces.");

    /// <summary>The model drains or evacuates a cluster.</summary>
    public static DiagnosticDescriptor ClusterOutOfUse { get; } =
        new("MG052", DiagnosticSeverity.Info, "A cluster is drained or evacuated.");

    /// <summary>Networks keep clients of a cluster from a cluster that serves a host.</summary>
    public static DiagnosticDescriptor NoPath { get; } =
        new("MG053", DiagnosticSeverity.Info, "Networks leave no way to a host in a cluster.");

    /// <summary>Edge gateways of one cluster prefer different clusters for one host.</summary>
    public static DiagnosticDescriptor EdgesDisagree { get; } =
        new("MG054", DiagnosticSeverity.Error, "Edge gateways of one cluster prefer different clusters for one host.");

    /// <summary>An edge names a cluster to which it cannot send requests.</summary>
    public static DiagnosticDescriptor EdgeClusterUnusable { get; } =
        new("MG055", DiagnosticSeverity.Warning, "An edge names a cluster that it cannot use.");

    /// <summary>An edge has no cluster left to send requests to.</summary>
    public static DiagnosticDescriptor EdgeWithoutCluster { get; } =
        new("MG056", DiagnosticSeverity.Error, "An edge has no cluster to send requests to.");

    /// <summary>An edge gives clusters shares that fail with them.</summary>
    public static DiagnosticDescriptor ShareWithoutFallback { get; } =
        new("MG057", DiagnosticSeverity.Info, "An edge gives clusters shares without fallback.");

    /// <summary>A transit gateway is on no way to any host.</summary>
    public static DiagnosticDescriptor TransitUnused { get; } =
        new("MG058", DiagnosticSeverity.Info, "A transit gateway is on no way.");

    /// <summary>A service with settings of its own exists in no cluster.</summary>
    public static DiagnosticDescriptor ServiceWithSettingsMissing { get; } =
        new("MG059", DiagnosticSeverity.Warning, "A service with settings exists nowhere.");

    /// <summary>The settings of a service that is not exposed hold nothing that could be written for it.</summary>
    public static DiagnosticDescriptor SettingsWithoutEffect { get; } =
        new("MG060", DiagnosticSeverity.Warning, "Settings of a service have no effect.");

    /// <summary>
    /// The weights of a tier are more than Envoy holds once they are shared out over addresses, so the shares are not exact.
    /// </summary>
    public static DiagnosticDescriptor WeightsRounded { get; } =
        new("MG061", DiagnosticSeverity.Warning, "The weights of a tier are rounded.");

    /// <summary>Only requests whose method allows it are repeated after errors that may have come too late.</summary>
    public static DiagnosticDescriptor RepeatedByMethod { get; } =
        new("MG070", DiagnosticSeverity.Info, "Which requests are repeated depends on their method.");

    /// <summary>A client has more places to fall back to than its tries reach.</summary>
    public static DiagnosticDescriptor RetriesTooFew { get; } =
        new("MG071", DiagnosticSeverity.Warning, "Retries do not reach the last place to fall back to.");

    /// <summary>Clusters of one tier have unlike numbers of addresses, and others come after it.</summary>
    public static DiagnosticDescriptor SpillsByAddress { get; } =
        new("MG072", DiagnosticSeverity.Info, "What leaves a tier counts addresses, not clusters.");

    /// <summary>Somebody else's rule holds for a service behind a gateway, so the gateway gets none of its own.</summary>
    public static DiagnosticDescriptor OwnRuleLeftOut { get; } =
        new("MG073", DiagnosticSeverity.Warning, "A gateway gets no rule of its own for a service.");

    /// <summary>Nothing tells by which name Istio knows a cluster.</summary>
    public static DiagnosticDescriptor IstioClusterIdUnknown { get; } =
        new("MG074", DiagnosticSeverity.Warning, "Istio's name of a cluster is unknown.");

    /// <summary>Pods of one cluster tell different names by which Istio knows it.</summary>
    public static DiagnosticDescriptor IstioClusterIdsDiffer { get; } =
        new("MG075", DiagnosticSeverity.Error, "Pods of one cluster tell different names of it.");

    /// <summary>Calls of gRPC are repeated by their status.</summary>
    public static DiagnosticDescriptor GrpcRepeated { get; } =
        new("MG076", DiagnosticSeverity.Info, "Calls of gRPC are repeated by their status.");

    /// <summary>Nothing ends a shared connection that hangs.</summary>
    public static DiagnosticDescriptor NothingEndsHangs { get; } =
        new("MG077", DiagnosticSeverity.Warning, "Nothing ends a shared connection that hangs.");

    /// <summary>The ports behind one host speak different protocols.</summary>
    public static DiagnosticDescriptor ProtocolsDiffer { get; } =
        new("MG078", DiagnosticSeverity.Warning, "The ports behind one host speak different protocols.");

    /// <summary>All findings of generation, by code.</summary>
    public static ValueList<DiagnosticDescriptor> All { get; } =
    [
        ClusterNotObserved, GatewayNotFound, GatewayWithoutAddress, AddressIsName, NoMeshPort, DeclaredPortMissing, LocalityUnknown,
        LocalitiesDiffer, ClusterWithoutRegion, HostClaimedTwice, NameShortened, ServiceAccountUnknown, ServiceMissing, NamespaceMissing,
        HostUnreachable, NoFallback, HangNotCovered, OrderIgnoredForDns, SeveralGatewayServices, ServicePortMissing, GatewayNotReady,
        ServicePortUnnamed, PodsOutsideMesh, ServiceNotExposable, EastWestPortMissing, EastWestAddressIsName, EastWestAddressMissing,
        ServicePortsDiffer, ServicePortNamesDiffer, GatewayExposed, ExposedServiceMissing, ServiceInOneCluster, DnsCaptureNeeded,
        RetryByHand,
        OwnPodsShareNoTier, ServiceAccountOfServiceUnknown, ServiceBehindTwoGateways, ExposedNamespaceMissing, ServiceWithoutGateway,
        ServiceSelectorShared,
        NoGuardrail, SharedIdentity, ClusterOutOfUse, NoPath, EdgesDisagree, EdgeClusterUnusable,
        EdgeWithoutCluster, ShareWithoutFallback, TransitUnused, ServiceWithSettingsMissing, SettingsWithoutEffect,
        WeightsRounded, RepeatedByMethod, RetriesTooFew, SpillsByAddress,
        OwnRuleLeftOut, IstioClusterIdUnknown, IstioClusterIdsDiffer, GrpcRepeated, NothingEndsHangs, ProtocolsDiffer,
    ];
}
