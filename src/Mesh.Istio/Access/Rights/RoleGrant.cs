using Mesh.Kubernetes.Access;

namespace Mesh.Istio.Access.Rights;

/// <summary>Rules of a role that a binding gives to subjects.</summary>
/// <param name="Subjects">To whom.</param>
/// <param name="Namespace">Where; null: in the whole cluster.</param>
/// <param name="Rules">What they may do, as Kubernetes' rules.</param>
internal sealed record RoleGrant(ValueList<Subject> Subjects, string? Namespace, ValueList<AccessRule> Rules)
{
    /// <summary>Where it is from, for answers: <c>RoleBinding bookinfo/security-team</c>.</summary>
    public string Source { get; init; } = "";
}
