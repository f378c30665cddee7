namespace Mesh.Istio.Access.Groups;

/// <summary>A difference between two states of an object, with the group whose right it needs.</summary>
/// <param name="Group">One of <see cref="FieldGroups"/>.</param>
/// <param name="Path">Where it is: <c>spec.servers[0].tls</c>, <c>metadata.labels.app</c>.</param>
internal sealed record GroupedChange(string Group, string Path)
{
    /// <summary>As the policies write it.</summary>
    public override string ToString() => $"{Group} {Path}";
}
