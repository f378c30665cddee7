using Mesh.Diagnostics;

namespace Mesh;

/// <summary>Says who gets a role.</summary>
public sealed class AccessBindingBuilder : ModelBuilder<AccessBindingBuilder>
{
    private AccessBinding _value;

    internal AccessBindingBuilder(string name, string role, string path, List<Diagnostic> problems)
        : base(path, problems) => _value = new AccessBinding { Name = name, Role = role };

    /// <summary>Adds users.</summary>
    /// <param name="users">Each as the API server knows it.</param>
    /// <returns>The builder.</returns>
    public AccessBindingBuilder WithUsers(params string[] users)
    {
        string[] copy = Copy(users, nameof(users));
        return Do(() => _value = _value with { Users = _value.Users.AddRange(copy) });
    }

    /// <summary>Adds groups of users.</summary>
    /// <param name="groups">Each as the API server knows it.</param>
    /// <returns>The builder.</returns>
    public AccessBindingBuilder WithGroups(params string[] groups)
    {
        string[] copy = Copy(groups, nameof(groups));
        return Do(() => _value = _value with { Groups = _value.Groups.AddRange(copy) });
    }

    /// <summary>Adds service accounts of clusters.</summary>
    /// <param name="accounts">Each <c>namespace/name</c>.</param>
    /// <returns>The builder.</returns>
    public AccessBindingBuilder WithServiceAccounts(params string[] accounts)
    {
        string[] copy = Copy(accounts, nameof(accounts));
        return Do(() => _value = _value with { ServiceAccounts = _value.ServiceAccounts.AddRange(copy) });
    }

    internal AccessBinding ToBinding() => _value;

    private static string[] Copy(string[] values, string name)
    {
        ArgumentNullException.ThrowIfNull(values, name);
        Array.ForEach(values, value => ArgumentNullException.ThrowIfNull(value, name));
        return [.. values];
    }
}
