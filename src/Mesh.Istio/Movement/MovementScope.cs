using Mesh.Istio.Movement.Planning;

namespace Mesh.Istio.Movement;

/// <summary>Whose traffic is moved.</summary>
public sealed record MovementScope
{
    /// <summary>That of the whole mesh.</summary>
    public static MovementScope Mesh { get; } = new();

    /// <summary>The tenant; <see langword="null"/> for all.</summary>
    public string? Tenant { get; init; }

    /// <summary>The workspace of the tenant; <see langword="null"/> for all.</summary>
    public string? Workspace { get; init; }

    /// <summary>The host of a server; <see langword="null"/> for all.</summary>
    public string? Host { get; init; }

    /// <summary>Whether it is the whole mesh.</summary>
    public bool IsMesh => Tenant is null && Host is null;

    /// <summary>The traffic of a tenant.</summary>
    /// <param name="tenant">The tenant's name.</param>
    /// <returns>The scope.</returns>
    public static MovementScope OfTenant(string tenant)
    {
        ArgumentException.ThrowIfNullOrEmpty(tenant);
        return new() { Tenant = tenant };
    }

    /// <summary>The traffic of a workspace.</summary>
    /// <param name="tenant">The tenant's name.</param>
    /// <param name="workspace">The workspace's name.</param>
    /// <returns>The scope.</returns>
    public static MovementScope OfWorkspace(string tenant, string workspace)
    {
        ArgumentException.ThrowIfNullOrEmpty(tenant);
        ArgumentException.ThrowIfNullOrEmpty(workspace);
        return new() { Tenant = tenant, Workspace = workspace };
    }

    /// <summary>The traffic of one host.</summary>
    /// <param name="host">The host of a server in the model.</param>
    /// <returns>The scope.</returns>
    public static MovementScope OfHost(string host)
    {
        ArgumentException.ThrowIfNullOrEmpty(host);
        return new() { Host = host };
    }

    /// <summary>The scope in words.</summary>
    /// <returns>A text for people.</returns>
    public override string ToString() => ScopeRules.Words(this);
}
