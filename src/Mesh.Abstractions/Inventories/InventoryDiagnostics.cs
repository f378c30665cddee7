using Mesh.Diagnostics;

namespace Mesh.Inventories;

/// <summary>What can be missing or contradictory in an inventory. One entry for each code.</summary>
public static class InventoryDiagnostics
{
    /// <summary>
    /// <c>MI001</c>: a file cannot be opened, or a document in it is neither YAML nor JSON. The other documents and files are read.
    /// </summary>
    public static DiagnosticDescriptor Unreadable { get; } = new("MI001", DiagnosticSeverity.Error, "A file or document cannot be read.");

    /// <summary><c>MI002</c>: a document or list item is not a Kubernetes object.</summary>
    public static DiagnosticDescriptor NotAnObject { get; } = new("MI002", DiagnosticSeverity.Warning, "A document is not a Kubernetes object.");

    /// <summary><c>MI003</c>: a field has another type or range than Kubernetes gives it; the field is left out.</summary>
    public static DiagnosticDescriptor WrongField { get; } = new("MI003", DiagnosticSeverity.Error, "A field has a type or value that Kubernetes does not allow.");

    /// <summary><c>MI004</c>: a field without which an object means nothing is absent; the object is left out.</summary>
    public static DiagnosticDescriptor MissingField { get; } = new("MI004", DiagnosticSeverity.Error, "A field that every such object has is absent.");

    /// <summary>
    /// <c>MI005</c>: an object occurs several times with different content. The newest resourceVersion counts, else the first.
    /// </summary>
    public static DiagnosticDescriptor DuplicateObject { get; } = new("MI005", DiagnosticSeverity.Warning, "An object occurs several times with different content.");

    /// <summary><c>MI006</c>: objects of a kind that an inventory has no use for were passed over.</summary>
    public static DiagnosticDescriptor KindIgnored { get; } = new("MI006", DiagnosticSeverity.Info, "Objects of a kind that is not needed were passed over.");

    /// <summary><c>MI007</c>: a folder holds no dump. Of a cluster without any nothing is known; it is not in the inventory.</summary>
    public static DiagnosticDescriptor EmptyFolder { get; } = new("MI007", DiagnosticSeverity.Error, "A folder holds no dump.");

    /// <summary><c>MI008</c>: a dump lies beside the folders of the clusters and belongs to none.</summary>
    public static DiagnosticDescriptor FileOfNoCluster { get; } = new("MI008", DiagnosticSeverity.Warning, "A dump belongs to no cluster.");

    /// <summary>
    /// <c>MI009</c>: a dump is empty, or holds what kubectl or somebody between said instead of objects. What it should have held is
    /// unknown.
    /// </summary>
    public static DiagnosticDescriptor DumpFailed { get; } = new("MI009", DiagnosticSeverity.Error, "A dump holds no objects because it failed.");
    /// <summary><c>MI022</c>: a hidden file or folder, or a link to a folder.</summary>
    public static DiagnosticDescriptor PassedOver { get; } = new("MI022", DiagnosticSeverity.Info, "Something in the folder is not read.");

    /// <summary><c>MI019</c>: on many file systems the two are one.</summary>
    public static DiagnosticDescriptor NamesDifferInCase { get; } = new("MI019", DiagnosticSeverity.Warning, "Names of files or folders differ in capitals only.");

    /// <summary><c>MI010</c>: no node of a cluster is known, so the places of its pods are not.</summary>
    public static DiagnosticDescriptor NoNodes { get; } = new("MI010", DiagnosticSeverity.Warning, "No node of a cluster is known.");

    /// <summary><c>MI011</c>: pods run on a node that is not among the cluster's nodes.</summary>
    public static DiagnosticDescriptor UnknownNode { get; } = new("MI011", DiagnosticSeverity.Warning, "Pods run on a node that is not known.");

    /// <summary><c>MI012</c>: no label tells the region of a node.</summary>
    public static DiagnosticDescriptor NodeWithoutRegion { get; } = new("MI012", DiagnosticSeverity.Warning, "A node has no region.");

    /// <summary><c>MI013</c>: the nodes of a cluster are in several regions.</summary>
    public static DiagnosticDescriptor RegionsDiffer { get; } = new("MI013", DiagnosticSeverity.Warning, "The nodes of a cluster are in several regions.");

    /// <summary><c>MI014</c>: a label and its old form have different values; Istio reads the new one.</summary>
    public static DiagnosticDescriptor LegacyLabelDiffers { get; } = new("MI014", DiagnosticSeverity.Warning, "A topology label and its old form contradict each other.");

    /// <summary><c>MI015</c>: the value of a locality label has empty parts before others, or more than three parts.</summary>
    public static DiagnosticDescriptor MalformedLocalityLabel { get; } = new("MI015", DiagnosticSeverity.Warning, "A locality label is not region.zone.subzone.");

    /// <summary><c>MI016</c>: the value of a locality label holds a name that itself has dots, which the label cannot express.</summary>
    public static DiagnosticDescriptor AmbiguousLocalityLabel { get; } = new("MI016", DiagnosticSeverity.Warning, "A locality label holds a name with dots.");

    /// <summary><c>MI017</c>: the label <c>topology.istio.io/locality</c> is there but the cluster's Istio does not read it.</summary>
    public static DiagnosticDescriptor LocalityLabelNotRead { get; } = new("MI017", DiagnosticSeverity.Warning, "A locality label is not read by this version of Istio.");

    /// <summary><c>MI018</c>: both locality labels are there and differ; Istio reads <c>topology.istio.io/locality</c>.</summary>
    public static DiagnosticDescriptor LocalityLabelsDiffer { get; } = new("MI018", DiagnosticSeverity.Warning, "The two locality labels of a pod contradict each other.");

    /// <summary><c>MI020</c>: a Service of type LoadBalancer has no address outside the cluster.</summary>
    public static DiagnosticDescriptor NoExternalAddress { get; } = new("MI020", DiagnosticSeverity.Warning, "A LoadBalancer Service has no external address.");

    /// <summary><c>MI021</c>: endpoints belong to a Service that is not among the cluster's Services.</summary>
    public static DiagnosticDescriptor UnknownService { get; } = new("MI021", DiagnosticSeverity.Warning, "Endpoints belong to a Service that is not known.");

    /// <summary><c>MI030</c>: no MeshConfig is known; the trust domain is taken to be <c>cluster.local</c>.</summary>
    public static DiagnosticDescriptor NoMeshConfig { get; } = new("MI030", DiagnosticSeverity.Warning, "The ConfigMap of Istio is missing.");

    /// <summary><c>MI031</c>: MeshConfig or MeshNetworks inside the ConfigMap is not YAML or not a mapping.</summary>
    public static DiagnosticDescriptor MeshConfigUnreadable { get; } = new("MI031", DiagnosticSeverity.Error, "The configuration inside Istio's ConfigMap cannot be read.");

    /// <summary>
    /// <c>MI032</c>: the ConfigMaps of several revisions disagree; the one without revision counts, else the first by name.
    /// </summary>
    public static DiagnosticDescriptor MeshConfigsDiffer { get; } = new("MI032", DiagnosticSeverity.Warning, "The ConfigMaps of several Istio revisions disagree.");

    /// <summary><c>MI033</c>: no image or label tells the version of Istio.</summary>
    public static DiagnosticDescriptor NoIstioVersion { get; } = new("MI033", DiagnosticSeverity.Warning, "The version of Istio is unknown.");

    /// <summary><c>MI034</c>: several versions of Istio run in a cluster; the oldest counts.</summary>
    public static DiagnosticDescriptor IstioVersionsDiffer { get; } = new("MI034", DiagnosticSeverity.Warning, "Several versions of Istio run in a cluster.");

    /// <summary><c>MI035</c>: nothing names the network of a cluster. Istio then takes its pods as reachable from everywhere.</summary>
    public static DiagnosticDescriptor NoNetwork { get; } = new("MI035", DiagnosticSeverity.Info, "The network of a cluster is not named.");

    /// <summary><c>MI040</c>: nothing could be read from a live cluster; it is not in the inventory.</summary>
    public static DiagnosticDescriptor ClusterUnreadable { get; } = new("MI040", DiagnosticSeverity.Error, "A live cluster cannot be read.");

    /// <summary><c>MI041</c>: who asks may not read a kind of objects in a live cluster.</summary>
    public static DiagnosticDescriptor KindForbidden { get; } = new("MI041", DiagnosticSeverity.Warning, "A kind of objects may not be read in a live cluster.");

    /// <summary>
    /// <c>MI042</c>: a kind of objects could not be read from a live cluster; what the inventory says about the cluster is incomplete.
    /// </summary>
    public static DiagnosticDescriptor KindUnreadable { get; } = new("MI042", DiagnosticSeverity.Error, "A kind of objects cannot be read in a live cluster.");

    /// <summary><c>MI043</c>: a kind of objects was read once but cannot be followed at the moment; the facts are the last known.</summary>
    public static DiagnosticDescriptor KindStale { get; } = new("MI043", DiagnosticSeverity.Warning, "What is known of a live cluster may be out of date.");

    /// <summary>All kinds of findings, by code.</summary>
    public static ValueList<DiagnosticDescriptor> All { get; } =
    [
        Unreadable, NotAnObject, WrongField, MissingField, DuplicateObject, KindIgnored, EmptyFolder, FileOfNoCluster, DumpFailed,
        NoNodes, UnknownNode, NodeWithoutRegion, RegionsDiffer, LegacyLabelDiffers,
        MalformedLocalityLabel, AmbiguousLocalityLabel, LocalityLabelNotRead, LocalityLabelsDiffer, NamesDifferInCase,
        NoExternalAddress, UnknownService, PassedOver, NoMeshConfig, MeshConfigUnreadable, MeshConfigsDiffer, NoIstioVersion,
        IstioVersionsDiffer, NoNetwork,
        ClusterUnreadable, KindForbidden, KindUnreadable, KindStale,
    ];
}
