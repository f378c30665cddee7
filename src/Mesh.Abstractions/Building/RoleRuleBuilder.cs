using Mesh.Diagnostics;

namespace Mesh;

/// <summary>Describes one rule of a role.</summary>
public sealed class RoleRuleBuilder : ModelBuilder<RoleRuleBuilder>
{
    internal RoleRuleBuilder(string path, List<Diagnostic> problems)
        : base(path, problems)
    {
    }

    internal RoleRule Value { get; private set; } = new();

    /// <summary>Adds kinds; without any the rule is for all. <see cref="RoleRule.Kinds"/> has the names.</summary>
    /// <param name="kinds">For example <c>Gateway</c>.</param>
    /// <returns>The builder.</returns>
    public RoleRuleBuilder WithKinds(params string[] kinds)
    {
        string[] copy = Copy(kinds, nameof(kinds));
        return Do(() => Value = Value with { Kinds = Value.Kinds.AddRange(copy) });
    }

    /// <summary>Adds groups of fields that may be set and changed.</summary>
    /// <param name="groups">The groups.</param>
    /// <returns>The builder.</returns>
    public RoleRuleBuilder WithGroups(params FieldGroup[] groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        FieldGroup[] copy = [.. groups];
        return Do(() => Value = Value with { Groups = Value.Groups.AddRange(copy) });
    }

    /// <summary>Adds single fields that may be set and changed, each with everything below it.</summary>
    /// <param name="paths">For example <c>servers[].tls.minVersion</c>.</param>
    /// <returns>The builder.</returns>
    public RoleRuleBuilder WithPaths(params string[] paths)
    {
        string[] copy = Copy(paths, nameof(paths));
        return Do(() => Value = Value with { Paths = Value.Paths.AddRange(copy) });
    }

    internal RoleRule ToRule(AccessVerb[] verbs) => Value with { Verbs = [.. verbs] };

    private static string[] Copy(string[] values, string name)
    {
        ArgumentNullException.ThrowIfNull(values, name);
        Array.ForEach(values, value => ArgumentNullException.ThrowIfNull(value, name));
        return [.. values];
    }
}
