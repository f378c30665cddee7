namespace Mesh.Istio.Access.Holding;

/// <summary>A binding with what it gives.</summary>
/// <param name="Place">Where it is; empty for the organization.</param>
/// <param name="Binding">The binding.</param>
/// <param name="Role">The role; null when there is none of its name, and it gives nothing.</param>
/// <param name="Rights">What it permits there and below.</param>
internal sealed record HeldRole(string Place, AccessBinding Binding, Role? Role, RoleRights Rights)
{
    public bool IsOf(AccessSubject subject) =>
        (subject.User is { } user && Binding.Users.Contains(user))
        || (subject.ServiceAccount is { } account && Binding.ServiceAccounts.Contains(account))
        || subject.Groups.Any(Binding.Groups.Contains);
}
