using Mesh.Diagnostics;

namespace Mesh;

/// <summary>What the builders have in common whose parts of the model are somebody's: they say who has which role there.</summary>
/// <typeparam name="TBuilder">The builder itself.</typeparam>
public abstract class BoundBuilder<TBuilder> : MetadataBuilder<TBuilder>
    where TBuilder : BoundBuilder<TBuilder>
{
    private readonly List<AccessBinding> _bindings = [];

    private protected BoundBuilder(string path, List<Diagnostic> problems)
        : base(path, problems)
    {
    }

    private protected ValueList<AccessBinding> AccessBindings => _bindings.ToValueList();

    /// <summary>Gives a role to people and programs, here and in everything below.</summary>
    /// <param name="role">The role's name: one of the organization's, or of <see cref="BuiltInRoles"/>.</param>
    /// <param name="configure">Says who gets it.</param>
    /// <param name="name">The binding's name: a DNS label, unique here. Default: that of the role.</param>
    /// <returns>The builder.</returns>
    public TBuilder Bind(string role, Action<AccessBindingBuilder> configure, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(role);
        ArgumentNullException.ThrowIfNull(configure);
        return Do(() => _bindings.Add(
            Configure(configure, new AccessBindingBuilder(name ?? role, role, Path, Problems)).ToBinding()));
    }
}
