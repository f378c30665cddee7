using Mesh.Diagnostics;

namespace Mesh;

/// <summary>Guardrails and domains of hosts, on the levels that take them: organization, tenant, workspace.</summary>
/// <typeparam name="TBuilder">The builder itself.</typeparam>
public abstract class GuardedBuilder<TBuilder> : BoundBuilder<TBuilder>
    where TBuilder : GuardedBuilder<TBuilder>
{
    private readonly List<string> _domains = [];

    private protected GuardedBuilder(string path, List<Diagnostic> problems)
        : base(path, problems)
    {
    }

    private protected ValueList<string> Domains => _domains.ToValueList();

    private protected SecuritySettings? Security { get; private set; }

    /// <summary>Sets guardrails for the workspaces of this level. By default there are none.</summary>
    /// <param name="configure">Sets single fields; the others stay as they are or are inherited.</param>
    /// <returns>The builder.</returns>
    public TBuilder WithSecurity(Action<SecurityBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Do(() => Security = Configure(configure, new SecurityBuilder(Security ?? new(), Path, Problems)).Value);
    }

    /// <summary>
    /// Adds domains in which hosts of this level and below must lie; the nearest level that has any holds, and must lie within those
    /// above. Without any, a host of the model is free, and the annotation of a Service can ask for none that the model does not have.
    /// </summary>
    /// <param name="domains">Each a host, or <c>*.bank.example.com</c> for every host below that; in lower case.</param>
    /// <returns>The builder.</returns>
    public TBuilder WithDomains(params string[] domains)
    {
        ArgumentNullException.ThrowIfNull(domains);
        foreach (string domain in domains)
        {
            ArgumentNullException.ThrowIfNull(domain, nameof(domains));
        }

        return Do(() => _domains.AddRange(domains));
    }
}
