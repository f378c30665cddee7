using Mesh.Diagnostics;
using Mesh.Documents;
using Mesh.Inventories;

namespace Mesh.Dumps;

/// <summary>
/// Turns the Kubernetes objects of one cluster into facts, whatever they were read from. Objects may come in any order, in any number of
/// documents, lists and files.
/// </summary>
internal sealed class ClusterReader(string cluster)
{
    private const string ListSuffix = "List";

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

    /// <summary>Reads the documents of one file.</summary>
    public void Read(string path, DocumentSet set)
    {
        foreach (DocumentError error in set.Errors)
        {
            IsIncomplete |= !error.KeyTwice;
            Findings.Add(
                error.IsNoDump ? InventoryDiagnostics.DumpFailed : InventoryDiagnostics.Unreadable,
                new SourceLocation(path, error.Position),
                error.Message,
                error.IsNoDump ? "See why kubectl gave no objects, then dump again with kubectl get -o yaml or -o json."
                    : "Dump it again with kubectl get -o yaml or -o json.");
        }

        if (set.Documents.Count == 0 && set.Errors.Count == 0)
        {
            ReportNoDump(path, new TextPosition(1, 1), "The file holds no document.");
        }

        foreach (DocumentNode document in set.Documents)
        {
            ReadDocument(path, document, null, null);
        }
    }

    private void ReadDocument(string path, DocumentNode document, string? givenKind, string? givenVersion)
    {
        var context = new FieldContext(path, "the document", Findings);
        if (DumpedKinds.IsFailure(document))
        {
            context.Report(
                InventoryDiagnostics.Unreadable, document.Position, "The file holds what kubectl says when it fails.",
                "Dump it again, with the rights to read it.");
            return;
        }

        if (document is not MappingNode mapping)
        {
            ReportNoObject(context, document, $"A Kubernetes object is a mapping, not {document.KindName}.");
            return;
        }

        var fields = new Fields(mapping, context);
        string kind = fields.Text("kind") ?? "";
        if (kind == "Status" && fields.Text("status") == "Failure")
        {
            ReportNoDump(
                path, document.Position,
                $"The API server said \"{FieldContext.Shorten(
                    fields.Text("message") ?? fields.Text("reason") ?? "Failure")}\" instead of giving objects.");
            return;
        }

        if (!kind.EndsWith(ListSuffix, StringComparison.Ordinal) || !mapping.TryGet("items", out DocumentNode? items))
        {
            ReadObject(path, mapping, givenKind, givenVersion);
            return;
        }

        KnowsSecrets |= kind == "SecretList";
        KnowsCapacity |= kind is "HorizontalPodAutoscalerList" or "PodDisruptionBudgetList";

        // Items of a typed list have neither kind nor version of their own.
        string? itemKind = kind == ListSuffix ? null : kind[..^ListSuffix.Length];
        string? itemVersion = itemKind is null ? null : fields.Text("apiVersion");
        if (items is SequenceNode sequence)
        {
            foreach (DocumentNode item in sequence.Items)
            {
                // A list may hold lists, as kubectl takes them.
                ReadDocument(path, item, itemKind, itemVersion);
            }
        }
        else
        {
            ReportNoObject(context, items, $"The items of a {kind} are a list, not {items.KindName}.");
        }
    }

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

    private void ReportNoDump(string path, TextPosition position, string message)
    {
        IsIncomplete = true;
        Findings.Add(
            InventoryDiagnostics.DumpFailed, new SourceLocation(path, position), message,
            "See why kubectl gave no objects, then dump again with kubectl get -o yaml or -o json.");
    }

    private static void ReportNoObject(FieldContext context, DocumentNode node, string message) =>
        context.Report(InventoryDiagnostics.NotAnObject, node.Position, message, "Dump objects with kubectl get -o yaml or -o json.");
}
