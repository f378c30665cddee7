using System.Text;
using Mesh.Kubernetes.Access;

namespace Mesh.Istio.Reconciling.Election;

/// <summary>
/// The least rights with which replicas choose a leader. They are needed in the cluster that holds the Lease, in its namespace.
/// </summary>
public static class LeaseAccess
{
    /// <summary>The rules for the Lease of the defaults: it is created when it is missing, and read and replaced by its name.</summary>
    public static ValueList<AccessRule> Rules { get; } = RulesFor(new());

    /// <summary>The rules for the Lease that the options name.</summary>
    /// <param name="options">The options.</param>
    /// <returns>The rules; they hold in the namespace of the Lease.</returns>
    public static ValueList<AccessRule> RulesFor(LeaderElectionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return
        [
            // The name of what is created cannot be limited.
            new AccessRule("coordination.k8s.io", ["leases"], ["create"]),
            new AccessRule("coordination.k8s.io", ["leases"], ["get", "update"]) { ResourceNames = [options.Name] },
        ];
    }

    /// <summary>The manifest: the namespace of the Lease, and a Role in it. Bind the role to who reconciles.</summary>
    /// <param name="name">The name of the role. Default: <c>mesh-leader</c>.</param>
    /// <param name="options">Names the namespace; <see langword="null"/>: the defaults.</param>
    /// <returns>YAML for <c>kubectl apply -f -</c>.</returns>
    public static string ToYaml(string name = "mesh-leader", LeaderElectionOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        LeaderElectionOptions given = options ?? new();
        return AccessManifest.Add(AccessManifest.AddNamespace(new StringBuilder(), given.Namespace), name, given.Namespace, RulesFor(given))
            .ToString();
    }
}
