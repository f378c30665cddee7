namespace Mesh;

/// <summary>
/// What somebody who is bound to it may do, in the place of the binding and below. <see cref="BuiltInRoles"/> are there without being
/// declared.
/// </summary>
public sealed record Role
{
    /// <summary>The name: a DNS label, unique among the roles of the organization, and none of a built-in one.</summary>
    public required string Name { get; init; }

    /// <summary>What it permits: each rule alone, and all of them together.</summary>
    public ValueList<RoleRule> Rules { get; init; }

    /// <summary>
    /// Whether somebody owns what they create by this role: with the creation they may bind roles in it, as its admin. <see
    /// langword="null"/> (the default) means no.
    /// </summary>
    public bool? OwnsCreated { get; init; }

    /// <summary>Labels, for people: nothing is generated from them.</summary>
    public ValueMap<string> Labels { get; init; }

    /// <summary>Annotations, for people: nothing is generated from them.</summary>
    public ValueMap<string> Annotations { get; init; }
}
