using System.Text;
using Mesh.Diagnostics;
using Mesh.Documents;
using Mesh.Istio.Access.Rights;

namespace Mesh.Istio.Access;

/// <summary>
/// The roles and bindings that a cluster has already: ClusterRoles, Roles and the bindings of both. Those that Mesh has made of a model are
/// left out. Immutable and equal by value.
/// </summary>
public sealed record ClusterRights
{
    private ClusterRights(string cluster) => Cluster = cluster;

    /// <summary>The cluster's name.</summary>
    public string Cluster { get; }

    /// <summary>What could not be read.</summary>
    public DiagnosticList Diagnostics { get; private init; } = DiagnosticList.Empty;

    internal ValueList<RoleGrant> Grants { get; private init; }

    /// <summary>Reads them.</summary>
    /// <param name="cluster">The cluster's name.</param>
    /// <param name="yaml">
    /// What <c>kubectl get clusterroles,clusterrolebindings,roles,rolebindings -A -o yaml</c> prints, or the documents one by one. Other
    /// kinds are passed over; a binding of a role that is not there gives nothing.
    /// </param>
    /// <param name="limits">What the text may cost; <see cref="ReadLimits.Default"/> when <see langword="null"/>.</param>
    /// <returns>The rights, with an error where the text is no YAML.</returns>
    public static ClusterRights Read(string cluster, string yaml, ReadLimits? limits = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(cluster);
        ArgumentNullException.ThrowIfNull(yaml);
        DocumentSet set = DocumentReader.Read(Encoding.UTF8.GetBytes(yaml), limits);
        return new ClusterRights(cluster)
        {
            Diagnostics = new DiagnosticList(set.Errors.Select(ModelYaml.FromError)),
            Grants = GrantReader.Read(set.Documents.OfType<MappingNode>()),
        };
    }
}
