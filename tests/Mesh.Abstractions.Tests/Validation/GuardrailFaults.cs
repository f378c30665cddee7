using static Mesh.Abstractions.Tests.Validation.Valid;

namespace Mesh.Abstractions.Tests.Validation;

/// <summary>Ways in which guardrails can be wrong.</summary>
internal static class GuardrailFaults
{
    private const string WorkspacePath = "tenants/dev/workspaces/bookinfo";

    public static IEnumerable<ModelFault> All { get; } =
    [
        new("MM130", "security/access/others/0", "unknown tenant", With(Org with { Security = new() { Access = Listed("tenants/prod") } })),
        new("MM130", $"{WorkspacePath}/security/reachability/others/0", "unknown workspace",
            With(Ws with { Security = new() { Reachability = Listed("tenants/dev/workspaces/shop") } })),
        new("MM130", $"{WorkspacePath}/security/access/others/0", "name instead of a path", With(Ws with { Security = new() { Access = Listed("bookinfo") } })),
        new("MM131", $"{WorkspacePath}/security/access/others/1", "twice", With(Ws with { Security = new() { Access = Listed("tenants/dev", "tenants/dev") } })),
        new("MM131", $"{WorkspacePath}/security/access/others/0", "without limit",
            With(Ws with { Security = new() { Access = new() { Scope = AccessScope.Unlimited, Others = ["tenants/dev"] } } })),
        new("MM132", $"{WorkspacePath}/security/mutualTls", "mutual TLS", new(Bound(new() { MutualTls = MutualTlsPolicy.Required }, new() { MutualTls = MutualTlsPolicy.Permitted }))),
        new("MM132", $"{WorkspacePath}/security/access", "access",
            new(
                Bound(
                    new() { Access = new() { Scope = AccessScope.Workspace } }, new() { Access = new() { Scope = AccessScope.Tenant } }))),
        new("MM132", $"{WorkspacePath}/security/reachability", "reachability",
            new(Bound(
                new() { Reachability = new() { Scope = AccessScope.Tenant } },
                new() { Reachability = new() { Scope = AccessScope.Unlimited } }))),
        new("MM132", $"{WorkspacePath}/security/registryOnly", "registry only", new(Bound(new() { RegistryOnly = true }, new() { RegistryOnly = false }))),
        new("MM133", $"{WorkspacePath}/security/access", "plain text and access",
            With(Ws with { Security = new() { MutualTls = MutualTlsPolicy.Permitted, Access = new() { Scope = AccessScope.Tenant } } })),
    ];

    private static AccessSettings Listed(params string[] others) => new() { Scope = AccessScope.Listed, Others = [.. others] };

    private static Organization Bound(SecuritySettings far, SecuritySettings near) => With(Ws with { Security = near }).Organization with
    {
        Security = far with { Propagation = Propagation.Stricter },
    };
}
