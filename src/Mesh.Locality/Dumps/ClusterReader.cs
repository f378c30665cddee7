using Mesh.Diagnostics;
using Mesh.Documents;
using Mesh.Inventories;

namespace Mesh.Dumps;

/// <summary>
/// Turns the Kubernetes objects of one cluster into facts, whatever they were read from. Objects may come in any order, in any number of
/// documents, lists and files.
/// </summary>
internal sealed partial class ClusterReader(string cluster)
{
    private static readonly string[] NodeLabelsOfInterest =
        [LocalityLabel.Region, LocalityLabel.LegacyRegion, LocalityLabel.Zone, LocalityLabel.LegacyZone];

    private static readonly string[] PodLabelsOfInterest = [LocalityLabel.TopologyOverride, LocalityLabel.Override];

    private readonly HashSet<(string Path, string Kind)> _ignored = [];

    public string Cluster { get; } = cluster;

    /// <summary>Where Istio runs: facts about it are taken from there only.</summary>
    public ValueList<string> IstioNamespaces { get; init; } = new DumpOptions().IstioNamespaces;

    public Findings Findings { get; } = new();

    /// <summary>Whether a dump failed or could not be read, so that what is absent means nothing.</summary>
    public bool IsIncomplete { get; set; }

    /// <summary>Whether no object was read.</summary>
    public bool IsEmpty =>
        Nodes.Count + Namespaces.Count + Pods.Count + Services.Count + Slices.Count + ServiceAccounts.Count + Istio.Count
            + MeshConfigs.Count == 0;

    public ObjectTable<NodeInfo> Nodes { get; } = new();

    public ObjectTable<NamespaceInfo> Namespaces { get; } = new();

    public ObjectTable<PodFacts> Pods { get; } = new();

    public ObjectTable<ServiceInfo> Services { get; } = new();

    public ObjectTable<SliceFacts> Slices { get; } = new();

    public ObjectTable<ServiceAccountInfo> ServiceAccounts { get; } = new();

    /// <summary>What users have of Istio's objects.</summary>
    public IstioTables Istio { get; } = new();

    public ObjectTable<MeshConfigFacts> MeshConfigs { get; } = new();

    public ObjectTable<AutoscalerInfo> Autoscalers { get; } = new();

    public ObjectTable<DisruptionBudgetInfo> DisruptionBudgets { get; } = new();

    /// <summary>Whether autoscalers and budgets were looked at, so that one that is absent does not exist.</summary>
    public bool KnowsCapacity { get; set; }

    /// <summary>The clusters that remote secrets are for.</summary>
    public ObjectTable<string> RemoteSecrets { get; } = new();

    /// <summary>Whether Secrets were looked at, so that one that is absent does not exist.</summary>
    public bool KnowsSecrets { get; set; }

    /// <summary>The table that objects of a kind are in.</summary>
    public IObjectTable TableOf(string kind) => kind switch
    {
        "Node" => Nodes,
        "Namespace" => Namespaces,
        "Pod" => Pods,
        "Service" => Services,
        "EndpointSlice" => Slices,
        "ServiceAccount" => ServiceAccounts,
        "Secret" => RemoteSecrets,
        "HorizontalPodAutoscaler" => Autoscalers,
        "PodDisruptionBudget" => DisruptionBudgets,
        _ => Istio.Of(kind) ?? MeshConfigs,
    };

    /// <summary>Reads one object.</summary>
    /// <param name="path">Where it comes from.</param>
    /// <param name="node">The object.</param>
    /// <param name="kind">Its kind where it does not say itself.</param>
    /// <param name="apiVersion">Its version where it does not say itself.</param>
    public void ReadObject(string path, DocumentNode node, string? kind, string? apiVersion)
    {
        var context = new FieldContext(path, "the object", Findings);
        if (node is not MappingNode mapping)
        {
            ReportNoObject(context, node, $"A Kubernetes object is a mapping, not {node.KindName}.");
            return;
        }

        var fields = new Fields(mapping, context);
        kind = fields.Text("kind") ?? kind;
        apiVersion = fields.Text("apiVersion") ?? apiVersion ?? "";
        if (string.IsNullOrEmpty(kind))
        {
            ReportNoObject(context, node, "The object has no 'kind'.");
            return;
        }

        if (!DumpedKinds.AreRead(kind, apiVersion))
        {
            Ignore(path, node, kind, apiVersion);
            return;
        }

        context.Subject = $"a {kind}";
        if (!fields.Require("metadata")
            || fields.Mapping("metadata") is not { } metadata
            || ObjectIdentity.Read(kind, metadata, fields.Place) is not { } head)
        {
            return;
        }

        context.Begin(head, Cluster, IstioNamespaces);
        if (kind == "Secret" && RemoteSecretReader.ClusterOf(head, metadata) is null)
        {
            KnowsSecrets |= IstioNamespaces.Contains(head.Namespace);
            Ignore(path, node, kind, apiVersion);
            return;
        }

        Read(head, metadata, fields);
    }

    private void Read(ObjectIdentity head, Fields metadata, Fields fields)
    {
        ValueMap<string> labels = metadata.TextMap("labels");
        switch (head.Kind)
        {
            case "Node":
                Nodes.Add(
                    new(NodeReader.Read(head, labels, fields), head)
                    {
                        LabelPositions = Positions(metadata, NodeLabelsOfInterest),
                    },
                    Findings);
                break;
            case "Namespace":
                Namespaces.Add(new(RemoteSecretReader.NamespaceOf(head, labels, metadata), head), Findings);
                break;
            case "Pod" when PodReader.Read(head, labels, metadata, fields) is { } pod:
                Pods.Add(new(pod, head) { LabelPositions = Positions(metadata, PodLabelsOfInterest) }, Findings);
                break;
            case "Service":
                Services.Add(new(ServiceReader.Read(head, labels, metadata.TextMap("annotations"), fields), head), Findings);
                break;
            case "EndpointSlice" when EndpointSliceReader.Read(head, labels, fields) is { } slice:
                Slices.Add(new(slice, head), Findings);
                break;
            case "ServiceAccount":
                ServiceAccounts.Add(new(new ServiceAccountInfo(head.Namespace, head.Name), head), Findings);
                break;
            case "ConfigMap" when MeshConfigReader.Read(head, fields, Findings) is { } config:
                MeshConfigs.Add(new(config, head), Findings);
                break;
            case "HorizontalPodAutoscaler" when CapacityReader.Autoscaler(head, fields) is { } autoscaler:
                KnowsCapacity = true;
                Autoscalers.Add(new(autoscaler, head), Findings);
                break;
            case "PodDisruptionBudget":
                KnowsCapacity = true;
                DisruptionBudgets.Add(new(CapacityReader.Budget(head, fields), head), Findings);
                break;
            case "Secret":
                KnowsSecrets = true;
                RemoteSecrets.Add(new(RemoteSecretReader.ClusterOf(head, metadata) ?? "", head), Findings);
                break;
            default:
                Istio.Add(head.Kind, head, labels, metadata, fields, Findings);
                break;
        }
    }

    private static ValueMap<TextPosition> Positions(Fields metadata, string[] keys) =>
        metadata.MappingOrNull("labels")?.PositionsOf(keys) ?? default;

    private void Ignore(string path, DocumentNode node, string kind, string apiVersion)
    {
        string name = FieldContext.Shorten($"{kind} ({apiVersion})");
        if (_ignored.Add((path, name)))
        {
            Findings.Add(
                InventoryDiagnostics.KindIgnored,
                new SourceLocation(path, node.Position),
                $"Objects of kind {name} are not read.",
                "Nodes, namespaces, pods, services, endpointslices, serviceaccounts, horizontalpodautoscalers, poddisruptionbudgets, "
                    + "Istio's VirtualServices, DestinationRules, Gateways and AuthorizationPolicies, "
                    + "remote secrets and the ConfigMap of Istio are.");
        }
    }

    private static void ReportNoObject(FieldContext context, DocumentNode node, string message) =>
        context.Report(InventoryDiagnostics.NotAnObject, node.Position, message, "Dump objects with kubectl get -o yaml or -o json.");
}
