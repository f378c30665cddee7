using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>Bindings give roles that there are to people that there can be.</summary>
internal sealed class AccessBindingRule : IModelRule
{
    private const int LongestName = 1024;

    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        HashSet<string> roles = [.. BuiltInRoles.All.Concat(model.Organization.Roles).Select(role => role.Name)];
        bool any = false;
        foreach ((string place, ValueList<AccessBinding> bindings) in Places(model).Where(entry => !entry.Bindings.IsEmpty))
        {
            any = true;
            foreach (AccessBinding binding in bindings)
            {
                CheckBinding($"{place}accessBindings/{ModelPath.Part(binding.Name)}", binding, roles, found);
            }
        }

        if (any && !model.Organization.AccessBindings.Any(binding => Binds(model.Organization, binding)))
        {
            found.Add(RoleDiagnostics.NobodyBinds.At(
                "accessBindings",
                "Roles are given, but nobody may give any in the organization: no permitted change could ever mend that.",
                "Bind 'admin' to somebody in the organization."));
        }
    }

    /// <summary>Every place that has bindings, as the beginning of paths in it.</summary>
    internal static IEnumerable<(string Place, ValueList<AccessBinding> Bindings)> Places(ModelIndex model) =>
    [
        ("", model.Organization.AccessBindings),
        .. model.Tenants.Select(entry => ($"{entry.Path}/", entry.Tenant.AccessBindings)),
        .. model.Workspaces.Select(entry => ($"{entry.Path}/", entry.Workspace.AccessBindings)),
        .. model.Gateways.Select(entry => ($"{entry.Path}/", entry.Gateway.AccessBindings)),
    ];

    private static bool Binds(Organization organization, AccessBinding binding) =>
        (BuiltInRoles.Find(binding.Role) ?? organization.Roles.FirstOrDefault(role => role.Name == binding.Role))?.Rules.Any(
            rule => rule.Verbs.Contains(AccessVerb.Bind)
                && (rule.Kinds.IsEmpty || rule.Kinds.Contains(AccessKinds.Organization))) == true;

    private static void CheckBinding(string path, AccessBinding binding, HashSet<string> roles, List<Diagnostic> found)
    {
        if (!roles.Contains(binding.Role))
        {
            found.Add(RoleDiagnostics.UnknownRole.At(
                $"{path}/role", $"There is no role '{binding.Role}'.{NearestName.Question(binding.Role, roles)}",
                $"Declare it, or use one of: {string.Join(", ", BuiltInRoles.All.Select(role => role.Name))}."));
        }

        if (binding.Users.IsEmpty && binding.Groups.IsEmpty && binding.ServiceAccounts.IsEmpty)
        {
            found.Add(RoleDiagnostics.GivesNothing.At(
                path, "The binding names nobody.", "Add users, groups or service accounts, or remove it."));
        }

        CheckNames($"{path}/users", binding.Users, IsName, "Write the user's name as the API server knows it.", found);
        CheckNames($"{path}/groups", binding.Groups, IsName, "Write the group's name as the API server knows it.", found);
        CheckNames($"{path}/serviceAccounts", binding.ServiceAccounts, IsAccount, "Write 'namespace/name'.", found);
    }

    private static void CheckNames(
        string path, ValueList<string> names, Func<string, bool> isName, string help, List<Diagnostic> found)
    {
        for (int i = 0; i < names.Count; i++)
        {
            if (!isName(names[i]))
            {
                found.Add(RoleDiagnostics.InvalidSubject.At($"{path}/{i}", $"'{names[i]}' cannot be one.", help));
            }
        }

        RoleDefinitionRule.CheckTwice(path, names, found);
    }

    // A service account is also the user 'system:serviceaccount:…', which would escape whoever looks for accounts.
    private static bool IsName(string name) =>
        name.Length is > 0 and <= LongestName && !name.StartsWith("system:serviceaccount:", StringComparison.Ordinal)
        && name.Trim().Length == name.Length && !name.Any(char.IsControl);

    private static bool IsAccount(string name) =>
        name.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash
        && Syntax.IsDnsLabel(name.AsSpan(0, slash)) && Syntax.IsDnsSubdomain(name.AsSpan(slash + 1));
}
