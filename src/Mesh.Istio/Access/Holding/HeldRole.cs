namespace Mesh.Istio.Access.Holding;

/// <summary>A binding with what it gives.</summary>
/// <param name="Place">Where it is; empty for the organization.</param>
/// <param name="Binding">The binding.</param>
/// <param name="Role">The role; null when there is none of its name, and it gives nothing.</param>
/// <param name="Rights">What it permits there and below.</param>
internal sealed record HeldRole(string Place, AccessBinding Binding, Role? Role, RoleRights Rights)
{
    public bool IsOf(AccessSubject subject) => NamesOf(subject).Any();

    /// <summary>By what of a subject the binding is theirs; nothing when it is not.</summary>
    public IEnumerable<string> NamesOf(AccessSubject subject)
    {
        if (subject.User is { } user && Binding.Users.Contains(user))
        {
            yield return $"user {user}";
        }

        if (subject.ServiceAccount is { } account && Binding.ServiceAccounts.Contains(account))
        {
            yield return $"service account {account}";
        }

        foreach (string group in subject.Groups.Where(Binding.Groups.Contains))
        {
            yield return $"group {group}";
        }
    }

    /// <summary>Everybody whom the binding names.</summary>
    public IEnumerable<string> Names =>
    [
        .. Binding.Groups.Select(name => $"group {name}"), .. Binding.Users.Select(name => $"user {name}"),
        .. Binding.ServiceAccounts.Select(name => $"service account {name}"),
    ];
}
