using Mesh.Diagnostics;

namespace Mesh;

/// <summary>Guardrails, on the levels that take them: organization, tenant, workspace.</summary>
/// <typeparam name="TBuilder">The builder itself.</typeparam>
public abstract class GuardedBuilder<TBuilder> : MetadataBuilder<TBuilder>
    where TBuilder : GuardedBuilder<TBuilder>
{
    private protected GuardedBuilder(string path, List<Diagnostic> problems)
        : base(path, problems)
    {
    }

    private protected SecuritySettings? Security { get; private set; }

    /// <summary>Sets guardrails for the workspaces of this level. By default there are none.</summary>
    /// <param name="configure">Sets single fields; the others stay as they are or are inherited.</param>
    /// <returns>The builder.</returns>
    public TBuilder WithSecurity(Action<SecurityBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Do(() => Security = Configure(configure, new SecurityBuilder(Security ?? new(), Path, Problems)).Value);
    }
}
