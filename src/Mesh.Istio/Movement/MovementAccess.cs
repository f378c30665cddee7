using System.Text;
using Mesh.Istio.Reconciling.Election;
using Mesh.Kubernetes.Access;

namespace Mesh.Istio.Movement;

/// <summary>
/// The least rights with which a runner is chosen and says where it is, beside those of applying and of reading the inventory. They are
/// needed in the cluster and the namespace of the Lease.
/// </summary>
public static class MovementAccess
{
    /// <summary>The rules for the Lease and the ConfigMap that the options name.</summary>
    /// <param name="options">The options; <see langword="null"/>: the defaults.</param>
    /// <returns>The rules; they hold in the namespace of the Lease.</returns>
    public static ValueList<AccessRule> RulesFor(MovementRunnerOptions? options = null)
    {
        LeaderElectionOptions election = (options ?? new()).Election;
        return
        [
            .. LeaseAccess.RulesFor(election),
            // The name of what is created cannot be limited.
            new AccessRule("", ["configmaps"], ["create"]),
            new AccessRule("", ["configmaps"], ["get", "patch"]) { ResourceNames = [election.Name] },
        ];
    }

    /// <summary>The manifest: the namespace of the Lease, and a Role in it. Bind the role to who moves traffic.</summary>
    /// <param name="name">The name of the role. Default: <c>mesh-movement</c>.</param>
    /// <param name="options">Names Lease and namespace; <see langword="null"/>: the defaults.</param>
    /// <returns>YAML for <c>kubectl apply -f -</c>.</returns>
    public static string ToYaml(string name = "mesh-movement", MovementRunnerOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        string home = (options ?? new()).Election.Namespace;
        return AccessManifest.Add(AccessManifest.AddNamespace(new StringBuilder(), home), name, home, RulesFor(options)).ToString();
    }
}
