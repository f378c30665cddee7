using Mesh.Diagnostics;

namespace Mesh;

/// <summary>Describes the guardrails of workspaces: mutual TLS, who may call them, and whom they may call.</summary>
public sealed class SecurityBuilder : ModelBuilder<SecurityBuilder>
{
    internal SecurityBuilder(SecuritySettings value, string path, List<Diagnostic> problems)
        : base(path, problems) => Value = value;

    internal SecuritySettings Value { get; private set; }

    /// <summary>Lets pods take mutual TLS only. By default the mesh's own setting holds.</summary>
    /// <returns>The builder.</returns>
    public SecurityBuilder RequireMutualTls() => Do(() => Value = Value with { MutualTls = MutualTlsPolicy.Required });

    /// <summary>Lets pods take mutual TLS and plain text, also where the mesh's own setting is stricter.</summary>
    /// <returns>The builder.</returns>
    public SecurityBuilder PermitPlainText() => Do(() => Value = Value with { MutualTls = MutualTlsPolicy.Permitted });

    /// <summary>Limits who may call, by services' names and by the hosts of gateways. By default everybody may.</summary>
    /// <param name="scope">Who may.</param>
    /// <param name="others">Who may beside the scope: <c>tenants/dev</c> or <c>tenants/dev/workspaces/shop</c>.</param>
    /// <returns>The builder.</returns>
    public SecurityBuilder WithAccess(AccessScope scope, params string[] others)
    {
        AccessSettings access = Make(scope, others);
        return Do(() => Value = Value with { Access = access });
    }

    /// <summary>Limits whose services and hosts pods know. By default they know all.</summary>
    /// <param name="scope">Whose services they know.</param>
    /// <param name="others">Whose they know beside the scope: <c>tenants/dev</c> or <c>tenants/dev/workspaces/shop</c>.</param>
    /// <returns>The builder.</returns>
    public SecurityBuilder WithReachability(AccessScope scope, params string[] others)
    {
        AccessSettings reachability = Make(scope, others);
        return Do(() => Value = Value with { Reachability = reachability });
    }

    /// <summary>
    /// Lets pods reach nothing but what they know. By default the mesh's own setting holds, which lets them reach any address unless it
    /// says <c>REGISTRY_ONLY</c>.
    /// </summary>
    /// <returns>The builder.</returns>
    public SecurityBuilder RegistryOnly() => Do(() => Value = Value with { RegistryOnly = true });

    /// <summary>Lets nearer levels only tighten what is said here.</summary>
    /// <returns>The builder.</returns>
    public SecurityBuilder Stricter() => Do(() => Value = Value with { Propagation = Propagation.Stricter });

    /// <summary>Lets nearer levels replace what is said here. This is the default; it takes back what a farther level says.</summary>
    /// <returns>The builder.</returns>
    public SecurityBuilder Replaceable() => Do(() => Value = Value with { Propagation = Propagation.Replace });

    private static AccessSettings Make(AccessScope scope, string[] others)
    {
        ArgumentNullException.ThrowIfNull(others);
        return new AccessSettings { Scope = scope, Others = [.. others] };
    }
}
