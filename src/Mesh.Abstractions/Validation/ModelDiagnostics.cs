using Mesh.Diagnostics;

namespace Mesh.Validation;

/// <summary>What can be wrong with a model: codes <c>MM0xx</c> for what it says, <c>MM1xx</c> for how it is written down.</summary>
public static class ModelDiagnostics
{
    /// <summary>A name is not a name that Kubernetes takes.</summary>
    public static DiagnosticDescriptor InvalidName { get; } = Error("MM001", "A name is not a DNS label.");

    /// <summary>Two things of one kind have the same name in the same place.</summary>
    public static DiagnosticDescriptor DuplicateName { get; } = Error("MM002", "A name is used twice at the same level.");

    /// <summary>Something that must hold at least one entry holds none.</summary>
    public static DiagnosticDescriptor Missing { get; } = Error("MM003", "Something that needs at least one entry is empty.");

    /// <summary>A label or annotation belongs to Mesh or Istio.</summary>
    public static DiagnosticDescriptor ReservedKey { get; } = Error("MM004", "A label or annotation is reserved.");

    /// <summary>A label's key or value is not spelled as Kubernetes asks.</summary>
    public static DiagnosticDescriptor InvalidLabel { get; } = Error("MM005", "A label is not valid.");

    /// <summary>An annotation's key is not spelled as Kubernetes asks, or the annotations are too large.</summary>
    public static DiagnosticDescriptor InvalidAnnotation { get; } = Error("MM006", "An annotation is not valid.");

    /// <summary>A namespace selector cannot be read.</summary>
    public static DiagnosticDescriptor InvalidSelector { get; } = Error("MM010", "A namespace selector is not valid.");

    /// <summary>A namespace selector names no declared cluster.</summary>
    public static DiagnosticDescriptor SelectorWithoutCluster { get; } = Error("MM011", "A namespace selector names no cluster of the model.");

    /// <summary>Two workspaces can own the same namespace.</summary>
    public static DiagnosticDescriptor SharedNamespace { get; } = Error("MM012", "Two workspaces own the same namespace.");

    /// <summary>A gateway stands in a namespace that its workspace neither owns nor shares.</summary>
    public static DiagnosticDescriptor ForeignGatewayNamespace { get; } = Error("MM013", "A gateway is in a namespace that its workspace neither owns nor shares.");

    /// <summary>A destination is in a namespace that the workspace does not own wherever the gateway stands.</summary>
    public static DiagnosticDescriptor ForeignDestination { get; } = Error("MM014", "A destination is in a namespace that the workspace does not own.");

    /// <summary>A cluster is named that the model does not declare.</summary>
    public static DiagnosticDescriptor UnknownCluster { get; } = Error("MM015", "A cluster is not declared.");

    /// <summary>A selector adds nothing to the workspace's other ones.</summary>
    public static DiagnosticDescriptor RedundantSelector { get; } = Warning("MM016", "A namespace selector is covered by another one of the same workspace.");

    /// <summary>A workspace owns a namespace of Kubernetes, Istio or Mesh.</summary>
    public static DiagnosticDescriptor SystemNamespace { get; } = Warning("MM017", "A workspace owns a system namespace.");

    /// <summary>A workspace shares a namespace that a workspace owns.</summary>
    public static DiagnosticDescriptor OwnedSharedNamespace { get; } = Error("MM018", "A shared namespace is owned by a workspace.");

    /// <summary>A trust domain is not spelled as SPIFFE asks.</summary>
    public static DiagnosticDescriptor InvalidTrustDomain { get; } = Error("MM020", "A trust domain is not valid.");

    /// <summary>A network's name cannot be a label's value.</summary>
    public static DiagnosticDescriptor InvalidNetwork { get; } = Error("MM021", "A network's name is not valid.");

    /// <summary>A locality has a gap or a part that cannot be a label's value.</summary>
    public static DiagnosticDescriptor InvalidLocality { get; } = Error("MM022", "A locality is not valid.");

    /// <summary>A text is no Istio version, or one without the v1 API.</summary>
    public static DiagnosticDescriptor InvalidIstioVersion { get; } = Error("MM023", "An Istio version is not valid or too old.");

    /// <summary>An Istio version works but is older than those Mesh is checked against.</summary>
    public static DiagnosticDescriptor OldIstioVersion { get; } = Warning("MM024", "An Istio version is older than those that Mesh is checked against.");

    /// <summary>Two gateways certainly select the same pods.</summary>
    public static DiagnosticDescriptor SharedWorkload { get; } = Error("MM030", "Two gateways have the same workload.");

    /// <summary>Two gateways may select the same pods.</summary>
    public static DiagnosticDescriptor PossiblySharedWorkload { get; } = Warning("MM031", "Two gateways may have the same workload.");

    /// <summary>A server declares the port of calls between clusters.</summary>
    public static DiagnosticDescriptor ReservedPort { get; } = Error("MM032", "Port 15443 is reserved.");

    /// <summary>A server declares a port that the proxy itself uses.</summary>
    public static DiagnosticDescriptor ProxyPort { get; } = Warning("MM033", "A port is used by the proxy itself.");

    /// <summary>A port is not between 1 and 65535.</summary>
    public static DiagnosticDescriptor InvalidPort { get; } = Error("MM034", "A port is out of range.");

    /// <summary>Servers of kinds that cannot share a port share one.</summary>
    public static DiagnosticDescriptor PortConflict { get; } = Error("MM035", "Servers that cannot share a port share one.");

    /// <summary>Servers' names give listeners of one gateway the same name.</summary>
    public static DiagnosticDescriptor ListenerNameConflict { get; } = Error("MM036", "Two servers' listeners get the same name.");

    /// <summary>Two gateways in different namespaces of a cluster have the same workload labels.</summary>
    public static DiagnosticDescriptor SameWorkloadElsewhere { get; } = Warning("MM037", "Gateways in different namespaces have the same workload labels.");

    /// <summary>A host is not a full DNS name.</summary>
    public static DiagnosticDescriptor InvalidHostname { get; } = Error("MM040", "A host is not a full DNS name in lower case.");

    /// <summary>Two servers of one cluster have the same host.</summary>
    public static DiagnosticDescriptor DuplicateHostname { get; } = Error("MM041", "A host is served twice on one gateway or by two workspaces.");

    /// <summary>A host is the name of a service in the cluster.</summary>
    public static DiagnosticDescriptor ClusterLocalHostname { get; } = Error("MM042", "A host is the cluster's own name of a service.");

    /// <summary>A Secret's name is not valid.</summary>
    public static DiagnosticDescriptor InvalidCredential { get; } = Error("MM050", "A credential is not the name of a Secret.");

    /// <summary>The oldest TLS version is newer than the newest.</summary>
    public static DiagnosticDescriptor TlsVersionOrder { get; } = Error("MM051", "The minimum TLS version is above the maximum.");

    /// <summary>Names for client certificates are given, but none is asked for; or a name is empty.</summary>
    public static DiagnosticDescriptor InvalidSubjectAltNames { get; } = Error("MM052", "Client names do not fit the TLS mode.");

    /// <summary>A cipher suite is unknown, given twice, or without effect.</summary>
    public static DiagnosticDescriptor CipherSuites { get; } = Warning("MM053", "Cipher suites have no effect.");

    /// <summary>TLS 1.0 or 1.1 is allowed without cipher suites, which Envoy's defaults no longer support.</summary>
    public static DiagnosticDescriptor OldTlsWithoutCiphers { get; } = Warning("MM054", "An old TLS version needs cipher suites.");

    /// <summary>A path to match is empty or does not begin with a slash.</summary>
    public static DiagnosticDescriptor InvalidMatch { get; } = Error("MM060", "A match is not valid.");

    /// <summary>A pattern is not RE2 or too long.</summary>
    public static DiagnosticDescriptor InvalidRegex { get; } = Error("MM061", "A pattern is not valid in RE2.");

    /// <summary>A header's name or value is not valid.</summary>
    public static DiagnosticDescriptor InvalidHeader { get; } = Error("MM062", "A header is not valid.");

    /// <summary>A method is not valid.</summary>
    public static DiagnosticDescriptor InvalidMethod { get; } = Error("MM063", "A method is not valid.");

    /// <summary>An earlier route takes all requests of a later one.</summary>
    public static DiagnosticDescriptor UnreachableRoute { get; } = Warning("MM064", "A route is never reached.");

    /// <summary>A redirect changes nothing or is not valid.</summary>
    public static DiagnosticDescriptor InvalidRedirect { get; } = Error("MM065", "A redirect is not valid.");

    /// <summary>A direct response's status or size is not valid.</summary>
    public static DiagnosticDescriptor InvalidDirectResponse { get; } = Error("MM066", "A direct response is not valid.");

    /// <summary>A direct response is so large that it burdens every proxy.</summary>
    public static DiagnosticDescriptor LargeDirectResponse { get; } = Warning("MM067", "A direct response is large.");

    /// <summary>A rewrite is not valid.</summary>
    public static DiagnosticDescriptor InvalidRewrite { get; } = Error("MM068", "A rewrite is not valid.");

    /// <summary>A destination is not a service.</summary>
    public static DiagnosticDescriptor InvalidDestination { get; } = Error("MM069", "A destination is not a service's name.");

    /// <summary>Weights are missing in part, negative, or all zero.</summary>
    public static DiagnosticDescriptor InvalidWeights { get; } = Error("MM070", "Weights do not make shares.");

    /// <summary>A destination stands twice in a route.</summary>
    public static DiagnosticDescriptor DuplicateDestination { get; } = Warning("MM071", "A destination is given twice.");

    /// <summary>A cross-origin policy is not valid.</summary>
    public static DiagnosticDescriptor InvalidCors { get; } = Error("MM072", "A CORS policy is not valid.");

    /// <summary>A builder gave one route two actions.</summary>
    public static DiagnosticDescriptor ConflictingActions { get; } = Error("MM073", "A route has more than one action.");

    /// <summary>A duration is not a positive whole number of milliseconds.</summary>
    public static DiagnosticDescriptor InvalidDuration { get; } = Error("MM080", "A duration is not valid.");

    /// <summary>A number is out of its range.</summary>
    public static DiagnosticDescriptor OutOfRange { get; } = Error("MM081", "A number is out of range.");

    /// <summary>Retries are switched off and described at once.</summary>
    public static DiagnosticDescriptor RetriesOff { get; } = Error("MM082", "Retries are switched off and described at once.");

    /// <summary>A timeout can never be reached because another one is shorter.</summary>
    public static DiagnosticDescriptor TimeoutOrder { get; } = Warning("MM083", "A timeout is longer than the one around it.");

    /// <summary>No error ever ejects an endpoint, so nothing fails over.</summary>
    public static DiagnosticDescriptor NothingEjected { get; } = Warning("MM084", "Outlier detection is switched off.");

    /// <summary>Ejected endpoints stay away no longer than until the next look.</summary>
    public static DiagnosticDescriptor ShortEjection { get; } = Warning("MM085", "An ejection is shorter than the interval.");

    /// <summary>An order by client set farther away wins over an order set nearer.</summary>
    public static DiagnosticDescriptor HiddenOrder { get; } = Warning("MM086", "A failover order is hidden by one set farther away.");

    /// <summary>A cluster stands twice in a failover order.</summary>
    public static DiagnosticDescriptor ClusterTwiceInOrder { get; } = Error("MM090", "A cluster is twice in a failover order.");

    /// <summary>Weights of a tier are missing in part or below 1.</summary>
    public static DiagnosticDescriptor InvalidTierWeights { get; } = Error("MM091", "Weights of a failover tier do not make shares.");

    /// <summary>A region to fall back to is not valid.</summary>
    public static DiagnosticDescriptor InvalidRegionFailover { get; } = Error("MM092", "A regional failover is not valid.");

    /// <summary>A region has two regions to fall back to; only the first counts.</summary>
    public static DiagnosticDescriptor DuplicateRegionFailover { get; } = Warning("MM093", "A region has more than one region to fall back to.");

    /// <summary>No cluster is in a region.</summary>
    public static DiagnosticDescriptor UnknownRegion { get; } = Warning("MM094", "No cluster is in a region.");

    /// <summary>A text is not JSON.</summary>
    public static DiagnosticDescriptor InvalidDocument { get; } = Error("MM100", "A document is not well-formed.");

    /// <summary>A field does not exist.</summary>
    public static DiagnosticDescriptor UnknownField { get; } = Error("MM101", "A field does not exist.");

    /// <summary>A field that is needed is absent.</summary>
    public static DiagnosticDescriptor MissingField { get; } = Error("MM102", "A required field is absent.");

    /// <summary>A field's value has the wrong type or spelling.</summary>
    public static DiagnosticDescriptor InvalidValue { get; } = Error("MM103", "A value cannot be read.");

    /// <summary>A field stands twice in one object.</summary>
    public static DiagnosticDescriptor DuplicateField { get; } = Error("MM104", "A field is given twice.");

    /// <summary>A document is of no kind of Mesh.</summary>
    public static DiagnosticDescriptor UnknownKind { get; } = Error("MM105", "A document is of no kind of Mesh.");

    /// <summary>A document names a tenant or workspace of which there is no document.</summary>
    public static DiagnosticDescriptor ParentNotFound { get; } = Error("MM106", "A document names a parent that is not there.");

    /// <summary>There is no document of kind <c>Organization</c>, or several.</summary>
    public static DiagnosticDescriptor OrganizationCount { get; } = Error("MM107", "The documents are not of one organization.");

    /// <summary>A hidden file or folder, a link to a folder, an empty file, a pipe or a device in the model's folder.</summary>
    public static DiagnosticDescriptor PassedOver { get; } = new("MM108", DiagnosticSeverity.Info, "Something in the model's folder is not read.");

    /// <summary>On many file systems the two are one.</summary>
    public static DiagnosticDescriptor NamesDifferInCase { get; } = Warning("MM109", "Names of files or folders of the model differ in capitals only.");

    /// <summary>An east-west gateway exposes no service.</summary>
    public static DiagnosticDescriptor NothingExposed { get; } = Error("MM110", "An east-west gateway exposes nothing.");

    /// <summary>Nothing tells which pods are the east-west gateway.</summary>
    public static DiagnosticDescriptor UnclearEastWestWorkload { get; } = Error("MM111", "It is unclear which pods are the east-west gateway.");

    /// <summary>An exposed service is not a service's name.</summary>
    public static DiagnosticDescriptor InvalidExposedService { get; } = Error("MM112", "An exposed service is not a service's name.");

    /// <summary>An exposed service is in a namespace that the workspace does not own.</summary>
    public static DiagnosticDescriptor ForeignExposedService { get; } = Error("MM113", "An exposed service is in a namespace that the workspace does not own.");

    /// <summary>A selector of services has no label, so it would expose all of them.</summary>
    public static DiagnosticDescriptor SelectorWithoutLabel { get; } = Error("MM114", "A selector of services has no label.");

    /// <summary>A selector looks into a namespace that the workspace does not own.</summary>
    public static DiagnosticDescriptor ForeignSelectorNamespace { get; } = Error("MM115", "A selector of services names no namespace of the workspace.");

    /// <summary>A service is exposed by name twice in a workspace.</summary>
    public static DiagnosticDescriptor ExposedTwice { get; } = Warning("MM116", "A service is exposed twice.");

    /// <summary>Services cannot be kept to what Mesh writes while their calls go to pods that istiod finds.</summary>
    public static DiagnosticDescriptor StrictPodToPod { get; } = Error("MM117", "Strict services cannot be called from pod to pod.");

    /// <summary>A guardrail names a tenant or workspace that does not exist.</summary>
    public static DiagnosticDescriptor UnknownPeer { get; } = Error("MM130", "A guardrail names no tenant or workspace.");

    /// <summary>What a guardrail permits in addition is permitted anyway.</summary>
    public static DiagnosticDescriptor RedundantPeer { get; } = Warning("MM131", "A guardrail permits something twice.");

    /// <summary>A guardrail is looser than one that binds it, so it has no effect.</summary>
    public static DiagnosticDescriptor LoosenedGuardrail { get; } = Warning("MM132", "A guardrail is looser than one that nearer levels may only tighten.");

    /// <summary>Plain text is permitted where callers are told by identity.</summary>
    public static DiagnosticDescriptor PlainTextRefused { get; } = Warning("MM133", "Plain text is permitted, but limited access refuses it.");

    /// <summary>A word and a number say how many gateway errors eject an endpoint; the number wins.</summary>
    public static DiagnosticDescriptor SensitivityAndNumber { get; } = Warning("MM134", "Outlier detection has a word and a number.");

    /// <summary>A server leads to clusters and to services.</summary>
    public static DiagnosticDescriptor MixedRoutes { get; } = Error("MM135", "A server leads to clusters and to services.");

    /// <summary>An edge leads to a host that no gateway of the workspace serves.</summary>
    public static DiagnosticDescriptor UnservedHost { get; } = Error("MM136", "An edge leads to a host that the workspace does not serve.");

    /// <summary>An edge falls back from no cluster in particular.</summary>
    public static DiagnosticDescriptor FallbackFromNothing { get; } = Warning("MM137", "A fallback without clusters has no effect.");

    /// <summary>Reachability names a network that no cluster is in.</summary>
    public static DiagnosticDescriptor UnknownNetwork { get; } = Warning("MM138", "No cluster is in a network.");

    /// <summary>A transit gateway has nothing to do while everything reaches everything.</summary>
    public static DiagnosticDescriptor IdleTransit { get; } = Warning("MM139", "A transit gateway has nothing to do.");

    /// <summary>All of them, by code.</summary>
    public static ValueList<DiagnosticDescriptor> All { get; } =
    [
        InvalidName, DuplicateName, Missing, ReservedKey, InvalidLabel, InvalidAnnotation, InvalidSelector, SelectorWithoutCluster,
        SharedNamespace, ForeignGatewayNamespace, ForeignDestination, UnknownCluster, RedundantSelector, SystemNamespace,
        OwnedSharedNamespace, InvalidTrustDomain, InvalidNetwork, InvalidLocality, InvalidIstioVersion, OldIstioVersion, SharedWorkload,
        PossiblySharedWorkload, ReservedPort, ProxyPort, InvalidPort, PortConflict, ListenerNameConflict, SameWorkloadElsewhere,
        InvalidHostname, DuplicateHostname, ClusterLocalHostname, InvalidCredential, TlsVersionOrder, InvalidSubjectAltNames,
        CipherSuites, OldTlsWithoutCiphers, InvalidMatch, InvalidRegex, InvalidHeader, InvalidMethod, UnreachableRoute, InvalidRedirect,
        InvalidDirectResponse, LargeDirectResponse, InvalidRewrite, InvalidDestination, InvalidWeights, DuplicateDestination, InvalidCors,
        ConflictingActions, InvalidDuration, OutOfRange, RetriesOff, TimeoutOrder, NothingEjected, ShortEjection, HiddenOrder,
        ClusterTwiceInOrder, InvalidTierWeights, InvalidRegionFailover, DuplicateRegionFailover, UnknownRegion, InvalidDocument,
        UnknownField, MissingField, InvalidValue, DuplicateField, UnknownKind, ParentNotFound, OrganizationCount, PassedOver,
        NamesDifferInCase, NothingExposed, UnclearEastWestWorkload, InvalidExposedService, ForeignExposedService, SelectorWithoutLabel,
        ForeignSelectorNamespace, ExposedTwice, StrictPodToPod, UnknownPeer, RedundantPeer, LoosenedGuardrail, PlainTextRefused,
        SensitivityAndNumber, MixedRoutes, UnservedHost, FallbackFromNothing, UnknownNetwork, IdleTransit,
    ];
    private static DiagnosticDescriptor Error(string code, string title) => new(code, DiagnosticSeverity.Error, title);
    private static DiagnosticDescriptor Warning(string code, string title) => new(code, DiagnosticSeverity.Warning, title);
}
