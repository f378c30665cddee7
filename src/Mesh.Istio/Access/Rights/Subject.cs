namespace Mesh.Istio.Access.Rights;

/// <summary>A subject of a binding, as Kubernetes writes it.</summary>
/// <param name="Kind">What it names.</param>
/// <param name="Name">The name.</param>
/// <param name="Namespace">The namespace of a service account; empty for others.</param>
internal sealed record Subject(SubjectKind Kind, string Name, string Namespace = "")
{
    public bool Is(Requester requester) => Kind switch
    {
        SubjectKind.User => requester.Name == Name,
        SubjectKind.Group => requester.Groups.Contains(Name),
        _ => requester.Name == Requester.NameOf(Namespace, Name),
    };
}
