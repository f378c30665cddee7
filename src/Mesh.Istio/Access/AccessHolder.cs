namespace Mesh.Istio.Access;

/// <summary>Somebody who holds a right, and by which binding.</summary>
/// <param name="Name">Who: <c>user ann</c>, <c>group platform</c>, <c>service account ci/deployer</c>.</param>
/// <param name="Role">The role.</param>
/// <param name="Place">Where it is bound: a path of the model; empty for the organization.</param>
public sealed record AccessHolder(string Name, string Role, string Place)
{
    /// <summary>Who, by which role, and where.</summary>
    /// <returns>A text for people.</returns>
    public override string ToString() => $"{Name} ({Role} {(Place.Length == 0 ? "in the organization" : $"at {Place}")})";
}
