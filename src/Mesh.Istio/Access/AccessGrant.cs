namespace Mesh.Istio.Access;

/// <summary>What a subject may do in a place and below, by one binding.</summary>
/// <param name="Place">Where: a path of the model; empty for the organization.</param>
/// <param name="Role">The role, with its rules.</param>
/// <param name="By">By what of the subject: <c>user ann</c>, <c>group platform</c>.</param>
public sealed record AccessGrant(string Place, Role Role, string By)
{
    /// <summary>The place, the role and its rules.</summary>
    /// <returns>A text of several lines without a line feed at the end.</returns>
    public override string ToString() => string.Join(
        '\n',
        Role.Rules.Select(rule => $"  {AccessText.Rule(rule)}")
            .Prepend($"{(Place.Length == 0 ? "organization" : Place)}: {Role.Name} as {By}"));
}
