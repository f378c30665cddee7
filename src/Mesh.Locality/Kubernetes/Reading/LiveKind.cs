using Mesh.Kubernetes.Connections;

namespace Mesh.Kubernetes.Reading;

/// <summary>A kind that is read from live clusters: where it is, and what of it is kept.</summary>
internal sealed record LiveKind
{
    private const string Networking = "networking.istio.io";
    private const string AsMetadata = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";
    private static readonly FieldMask Name = FieldMask.Of("name", "namespace", "resourceVersion");
    private static readonly FieldMask Labels = FieldMask.Of("name", "namespace", "resourceVersion", "labels");
    private static readonly FieldMask Annotations = FieldMask.Of("name", "namespace", "resourceVersion", "labels", "annotations");
    private static readonly FieldMask Aged = FieldMask.Of("name", "namespace", "resourceVersion", "labels", "creationTimestamp");
    private static readonly FieldMask Container = FieldMask.Of("name", "image", "args", "ports", "restartPolicy", "resources");

    /// <summary>The kind, as objects name it.</summary>
    public required string Kind { get; init; }

    /// <summary>The group; empty for the core.</summary>
    public string Group { get; init; } = "";

    /// <summary>The resource in a path and in rules.</summary>
    public required string Resource { get; init; }

    public bool IsNamespaced { get; init; } = true;

    /// <summary>Whether it is read in the namespaces of Istio only.</summary>
    public bool OnlyForIstio { get; init; }

    /// <summary>Whether it is read only where the options ask for it.</summary>
    public bool OnlyOnRequest { get; init; }

    /// <summary>Whether it is read only where the options ask for what says how many pods there may be.</summary>
    public bool OnlyForCapacity { get; init; }

    /// <summary>The version that is asked for.</summary>
    public string Version { get; init; } = "v1";

    /// <summary>
    /// Whether it is Istio's, for what users have beside what is generated: a cluster that does not serve it has none, and who may not
    /// read it
    /// is told so, without that the rest would count for less.
    /// </summary>
    public bool IsBeside { get; init; }

    /// <summary>Selects by labels on the server's side; empty: everything.</summary>
    public string LabelSelector { get; init; } = "";

    /// <summary>Selects on the server's side; empty: everything.</summary>
    public string FieldSelector { get; init; } = "";

    /// <summary>Whether the server is asked for metadata only, which leaves out the images of nodes.</summary>
    public bool OnlyMetadata { get; init; }

    /// <summary>What is kept of an object.</summary>
    public required FieldMask Mask { get; init; }

    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>A watch sends single objects and names them otherwise than a list.</summary>
    public string WatchAccept =>
        OnlyMetadata ? AsMetadata.Replace("MetadataList", "Metadata", StringComparison.Ordinal) : "application/json";

    public string Accept => OnlyMetadata ? AsMetadata : "application/json";

    /// <summary>All kinds, in the order of reading.</summary>
    public static ValueList<LiveKind> All { get; } =
    [
        new()
        {
            Kind = "Pod", Resource = "pods", FieldSelector = "status.phase!=Succeeded,status.phase!=Failed",
            Mask = FieldMask.Of(
                ("metadata", FieldMask.Of(
                    ("name", FieldMask.All), ("namespace", FieldMask.All), ("resourceVersion", FieldMask.All), ("labels", FieldMask.All),
                    ("annotations", FieldMask.Of("sidecar.istio.io/status")),
                    ("ownerReferences", FieldMask.Of("kind", "name", "controller")))),
                ("spec", FieldMask.Of(("nodeName", FieldMask.All), ("serviceAccountName", FieldMask.All), ("serviceAccount", FieldMask.All),
                    ("containers", Container), ("initContainers", Container))),
                ("status", FieldMask.Of(
                    ("phase", FieldMask.All), ("podIP", FieldMask.All), ("hostIP", FieldMask.All),
                    ("conditions", FieldMask.Of("type", "status"))))),
        },
        new() { Kind = "Node", Resource = "nodes", IsNamespaced = false, OnlyMetadata = true, Mask = FieldMask.Of(("metadata", Labels)) },
        new()
        {
            Kind = "Namespace",
            Resource = "namespaces",
            IsNamespaced = false,
            OnlyMetadata = true,
            Mask = FieldMask.Of(("metadata", FieldMask.Of(
                ("name", FieldMask.All), ("resourceVersion", FieldMask.All), ("labels", FieldMask.All),
                ("annotations", FieldMask.Of(Dumps.RemoteSecretReader.ControlPlanes))))),
        },
        new()
        {
            Kind = "Service", Resource = "services",
            Mask = FieldMask.Of(
                ("metadata", Annotations),
                ("spec", FieldMask.Of(
                    "type", "clusterIP", "clusterIPs", "externalIPs", "externalName", "trafficDistribution", "ports", "selector")),
                ("status", FieldMask.Of("loadBalancer"))),
        },
        new()
        {
            Kind = "EndpointSlice", Group = "discovery.k8s.io", Resource = "endpointslices",
            Mask = FieldMask.Of(
                ("metadata", Labels), ("addressType", FieldMask.All), ("ports", FieldMask.Of("name", "port")),
                ("endpoints", FieldMask.Of(("addresses", FieldMask.All), ("conditions", FieldMask.All), ("nodeName", FieldMask.All),
                    ("targetRef", FieldMask.Of("kind", "name"))))),
        },
        new() { Kind = "ServiceAccount", Resource = "serviceaccounts", OnlyMetadata = true, Mask = FieldMask.Of(("metadata", Name)) },
        new()
        {
            Kind = "ConfigMap", Resource = "configmaps", OnlyForIstio = true,
            Mask = FieldMask.Of(("metadata", Name), ("data", FieldMask.Of("mesh", "meshNetworks"))),
        },
        new()
        {
            Kind = "DestinationRule", Group = Networking, Resource = "destinationrules", IsBeside = true,
            Mask = FieldMask.Of(("metadata", Aged), ("spec", FieldMask.Of(
                ("host", FieldMask.All), ("exportTo", FieldMask.All), ("workloadSelector", FieldMask.Of("matchLabels")),
                ("trafficPolicy", FieldMask.Nothing), ("subsets", FieldMask.Of("name"))))),
        },
        new()
        {
            Kind = "Gateway", Group = Networking, Resource = "gateways", IsBeside = true,
            Mask = FieldMask.Of(("metadata", Aged), ("spec", FieldMask.Of(
                ("selector", FieldMask.All), ("servers", FieldMask.Of(
                    ("port", FieldMask.Of("number", "name", "protocol")), ("tls", FieldMask.Of("mode")), ("hosts", FieldMask.All)))))),
        },
        new()
        {
            Kind = "VirtualService", Group = Networking, Resource = "virtualservices", IsBeside = true,
            Mask = FieldMask.Of(("metadata", Aged), ("spec", FieldMask.Of("hosts", "gateways", "exportTo"))),
        },
        new()
        {
            Kind = "AuthorizationPolicy", Group = "security.istio.io", Resource = "authorizationpolicies", IsBeside = true,
            Mask = FieldMask.Of(("metadata", Labels), ("spec", FieldMask.Of(
                ("selector", FieldMask.Of("matchLabels")), ("targetRef", FieldMask.Nothing), ("targetRefs", FieldMask.Nothing),
                ("action", FieldMask.All), ("rules", FieldMask.All)))),
        },
        new()
        {
            Kind = "HorizontalPodAutoscaler", Group = "autoscaling", Version = "v2", Resource = "horizontalpodautoscalers",
            IsBeside = true, OnlyForCapacity = true,
            Mask = FieldMask.Of(
                ("metadata", Name), ("spec", FieldMask.Of("scaleTargetRef", "minReplicas", "maxReplicas", "metrics")),
                ("status", FieldMask.Of("currentMetrics"))),
        },
        new()
        {
            Kind = "PodDisruptionBudget", Group = "policy", Resource = "poddisruptionbudgets", IsBeside = true, OnlyForCapacity = true,
            Mask = FieldMask.Of(
                ("metadata", Name), ("spec", FieldMask.Of("selector", "minAvailable", "maxUnavailable")),
                ("status", FieldMask.Of("disruptionsAllowed"))),
        },
        new()
        {
            // As metadata, so that the server sends no content.
            Kind = "Secret", Resource = "secrets", OnlyForIstio = true, OnlyOnRequest = true, OnlyMetadata = true,
            LabelSelector = "istio/multiCluster=true",
            Mask = FieldMask.Of(("metadata", Annotations)),
        },
    ];

    /// <summary>The path of its list; the namespace is empty for the whole cluster.</summary>
    public string Path(string @namespace) => ResourcePath.Collection(Group, Version, @namespace, Resource);
}
