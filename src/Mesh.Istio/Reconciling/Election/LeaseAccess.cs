using System.Text;
using Mesh.Kubernetes.Access;

namespace Mesh.Istio.Reconciling.Election;

/// <summary>The least rights with which replicas choose a leader. They are needed in the cluster that holds the Lease, in its namespace.</summary>
public static class LeaseAccess
{
    /// <summary>The rules: the Lease is read, created when it is missing, and replaced.</summary>
    public static ValueList<AccessRule> Rules { get; } = [new AccessRule("coordination.k8s.io", ["leases"], ["create", "get", "update"])];

    /// <summary>The manifest: a Role in the namespace of the Lease. Bind it to who reconciles.</summary>
    /// <param name="name">The name of the role. Default: <c>mesh-leader</c>.</param>
    /// <param name="options">Names the namespace; <see langword="null"/>: the defaults.</param>
    /// <returns>YAML for <c>kubectl apply -f -</c>.</returns>
    public static string ToYaml(string name = "mesh-leader", LeaderElectionOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return AccessManifest.Add(new StringBuilder(), name, (options ?? new()).Namespace, Rules).ToString();
    }
}
