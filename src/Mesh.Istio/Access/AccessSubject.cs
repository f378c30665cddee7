namespace Mesh.Istio.Access;

/// <summary>Somebody who changes something: a user with the groups that they are in, or a service account.</summary>
public sealed record AccessSubject
{
    private AccessSubject(string? user, string? serviceAccount, ValueList<string> groups) =>
        (User, ServiceAccount, Groups) = (user, serviceAccount, groups);

    /// <summary>The user's name; <see langword="null"/> for a service account, and for somebody of whom only groups are known.</summary>
    public string? User { get; }

    /// <summary>The service account, <c>namespace/name</c>; <see langword="null"/> for others.</summary>
    public string? ServiceAccount { get; }

    /// <summary>The groups, as whoever knows the user says: nothing else proves them.</summary>
    public ValueList<string> Groups { get; }

    /// <summary>A user.</summary>
    /// <param name="name">The name, as bindings have it.</param>
    /// <param name="groups">The groups that the user is in.</param>
    /// <returns>The subject.</returns>
    public static AccessSubject OfUser(string name, params string[] groups)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(groups);
        return new(name, null, [.. groups]);
    }

    /// <summary>Anybody who is in a group, such as a team that owns a folder.</summary>
    /// <param name="group">The group.</param>
    /// <returns>The subject.</returns>
    public static AccessSubject OfGroup(string group)
    {
        ArgumentException.ThrowIfNullOrEmpty(group);
        return new(null, null, [group]);
    }

    /// <summary>A service account of a cluster.</summary>
    /// <param name="account"><c>namespace/name</c>.</param>
    /// <returns>The subject.</returns>
    public static AccessSubject OfServiceAccount(string account)
    {
        ArgumentException.ThrowIfNullOrEmpty(account);
        return new(null, account, []);
    }

    /// <summary>The name, and what it is unless it is a user's.</summary>
    /// <returns>A text for people.</returns>
    public override string ToString() =>
        User ?? (ServiceAccount is null ? $"group {string.Join(", ", Groups)}" : $"service account {ServiceAccount}");
}
