namespace Mesh.Tests;

/// <summary>Random guardrails that tighten from level to level, so that none is ever looser than one that binds it.</summary>
internal sealed class SecurityRandom(Random random)
{
    // Workspaces that stand already; later ones may name them.
    private readonly List<string> _peers = [];

    public void Add(string tenant, string workspace) => _peers.Add($"tenants/{tenant}/workspaces/{workspace}");

    /// <summary>Guardrails of a level, 0 for the organization to 2 for a workspace.</summary>
    public SecuritySettings? Make(int level) => random.Next(3) > 0 ? null : new SecuritySettings
    {
        MutualTls = random.Next(2) == 0 ? null : MutualTlsPolicy.Required,
        Access = random.Next(2) == 0 ? null : Access(level),
        Reachability = random.Next(2) == 0 ? null : Access(level),
        RegistryOnly = random.Next(4) == 0 ? true : null,
        Propagation = random.Next(3) switch { 0 => null, 1 => Propagation.Replace, _ => Propagation.Stricter },
    };

    /// <summary>Who sees a host beside its own workspace; null for everybody.</summary>
    public ValueList<string>? Viewers() => random.Next(5) > 0 ? null
        // The last one is the host's own.
        : _peers.Count < 2 || random.Next(2) == 0 ? [] : [_peers[random.Next(_peers.Count - 1)]];

    private AccessSettings Access(int level)
    {
        var scope = (AccessScope)random.Next(level, level + 2);
        return new AccessSettings
        {
            Scope = scope,
            Others = scope == AccessScope.Unlimited || _peers.Count == 0 || random.Next(2) == 0
                ? default
                : [_peers[random.Next(_peers.Count)]],
        };
    }
}
