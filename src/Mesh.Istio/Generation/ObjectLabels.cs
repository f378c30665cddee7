using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation;

/// <summary>Mesh's own labels and annotations, under the configured prefix.</summary>
internal sealed class ObjectLabels
{
    /// <summary>The label that gives an endpoint mutual TLS.</summary>
    public const string TlsMode = "security.istio.io/tlsMode";

    /// <summary>
    /// The network as a label; the field of the same meaning would make istiod replace the endpoint by the network's gateway.
    /// </summary>
    public const string Network = "topology.istio.io/network";

    private readonly string _prefix;

    public ObjectLabels(string prefix)
    {
        _prefix = prefix;
        Cluster = $"{prefix}{MeshLabels.Cluster}";
        Gateway = $"{prefix}/gateway";
        Ahead = $"{prefix}/ahead";
        Hops = $"{prefix}/hops";
    }

    /// <summary>The cluster of an endpoint.</summary>
    public string Cluster { get; }

    /// <summary>
    /// Whether an endpoint is the client cluster's own gateway, another's, or a transit gateway: <c>local</c>, <c>remote</c>,
    /// <c>transit</c>.
    /// </summary>
    public string Gateway { get; }

    /// <summary>
    /// The label, with the value <c>true</c>, of endpoints that an order puts before the client cluster's own pods, which no label of
    /// Mesh's marks.
    /// </summary>
    public string Ahead { get; }

    /// <summary>How many transit gateways are on the way; only on hosts for which there is one.</summary>
    public string Hops { get; }

    /// <summary>A number as a label's value.</summary>
    public static string Number(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The key that tells endpoints of a rank from all others.</summary>
    public string Fallback(int rank) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{_prefix}/fallback-{rank}");

    /// <summary>Metadata of an object made for a part of an organization.</summary>
    public ObjectMeta ForOrganization(Organization organization, string name) => new()
    {
        Name = name,
        Labels = organization.Labels.With(Own(organization)),
        Annotations = organization.Annotations.With(Path(ModelPath.Organization(organization.Name))),
    };

    /// <summary>Metadata of an object made for a gateway or one of its servers.</summary>
    public ObjectMeta ForGateway(GatewayEntry entry, string namespaceName, string name, string path) => new()
    {
        Name = name,
        Namespace = namespaceName,
        Labels = LabelsOf(entry.Workspace).With(entry.Gateway.Labels).With(Own(entry.Workspace)),
        Annotations = AnnotationsOf(entry.Workspace).With(entry.Gateway.Annotations).With(Path(path)),
    };

    /// <summary>
    /// Metadata of an object whose labels are also those of an endpoint: no labels of the user's, which could select it into another
    /// Service or win over its own (istio <c>pilot/pkg/serviceregistry/serviceentry</c>: labels of a WorkloadEntry's metadata win over
    /// those of its spec).
    /// </summary>
    public ObjectMeta ForEndpoint(GatewayEntry entry, string namespaceName, string name, string path) =>
        ForGateway(entry, namespaceName, name, path) with { Labels = Own(entry.Workspace) };

    /// <summary>Metadata of an object made for a workspace as a whole, or for a part of it that has a path of its own.</summary>
    public ObjectMeta ForWorkspace(WorkspaceEntry entry, string namespaceName, string name, string? path = null) => new()
    {
        Name = name,
        Namespace = namespaceName,
        Labels = LabelsOf(entry).With(Own(entry)),
        Annotations = AnnotationsOf(entry).With(Path(path ?? entry.FullPath)),
    };

    private static ValueMap<string> LabelsOf(WorkspaceEntry entry) =>
        entry.Tenant.Organization.Labels.With(entry.Tenant.Tenant.Labels).With(entry.Workspace.Labels);

    private static ValueMap<string> AnnotationsOf(WorkspaceEntry entry) =>
        entry.Tenant.Organization.Annotations.With(entry.Tenant.Tenant.Annotations).With(entry.Workspace.Annotations);

    /// <summary>The labels by which Mesh knows an object of a workspace.</summary>
    public ValueMap<string> Own(WorkspaceEntry entry) => Own(entry.Tenant.Organization)
        .With([new($"{_prefix}/tenant", entry.Tenant.Tenant.Name), new($"{_prefix}/workspace", entry.Workspace.Name)]);

    /// <summary>The labels by which Mesh knows an object of an organization.</summary>
    public ValueMap<string> Own(Organization organization) =>
        [new(MeshLabels.ManagedBy, MeshLabels.Mesh), new($"{_prefix}{MeshLabels.Organization}", organization.Name)];

    private ValueMap<string> Path(string path) => [new($"{_prefix}/path", path)];
}
