namespace Mesh;

/// <summary>
/// Gives a role to people and programs, in the organization, tenant, workspace or gateway that holds it, and in everything below.
/// </summary>
public sealed record AccessBinding
{
    /// <summary>The name: a DNS label, unique among the bindings of its place.</summary>
    public required string Name { get; init; }

    /// <summary>The role's name: one of the organization's, or a built-in one.</summary>
    public required string Role { get; init; }

    /// <summary>Users, as the API server knows them: <c>ann@example.com</c>.</summary>
    public ValueList<string> Users { get; init; }

    /// <summary>Groups of users, as the API server knows them.</summary>
    public ValueList<string> Groups { get; init; }

    /// <summary>Service accounts of clusters: <c>namespace/name</c>.</summary>
    public ValueList<string> ServiceAccounts { get; init; }

    /// <summary>Labels, for people: nothing is generated from them.</summary>
    public ValueMap<string> Labels { get; init; }

    /// <summary>Annotations, for people: nothing is generated from them.</summary>
    public ValueMap<string> Annotations { get; init; }
}
