namespace Mesh.Istio.Access.Rights;

/// <summary>What a subject of a binding names.</summary>
internal enum SubjectKind
{
    User,
    Group,
    ServiceAccount,
}
