using Mesh.Diagnostics;

namespace Mesh;

/// <summary>Describes a role.</summary>
public sealed class RoleBuilder : ModelBuilder<RoleBuilder>
{
    private readonly string _name;
    private readonly List<RoleRule> _rules = [];
    private bool _ownsCreated;

    internal RoleBuilder(string name, string path, List<Diagnostic> problems)
        : base(path, problems) => _name = name;

    /// <summary>Adds what the role permits, beside what it permits already.</summary>
    /// <param name="verbs">What may be done.</param>
    /// <param name="configure">Says to which kinds and fields; nothing is needed to read, delete or bind all kinds.</param>
    /// <returns>The builder.</returns>
    public RoleBuilder Allow(AccessVerb[] verbs, Action<RoleRuleBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(verbs);
        AccessVerb[] copy = [.. verbs];
        return Do(() => _rules.Add(Configure(configure, new RoleRuleBuilder(Path, Problems)).ToRule(copy)));
    }

    /// <summary>Makes whoever creates something by this role its owner.</summary>
    /// <returns>The builder.</returns>
    public RoleBuilder OwnsCreated() => Do(() => _ownsCreated = true);

    internal Role ToRole() => new() { Name = _name, Rules = _rules.ToValueList(), OwnsCreated = _ownsCreated ? true : null };
}
