using Mesh.Istio.Access.Groups;

namespace Mesh.Istio.Access.Rights;

/// <summary>Whether a write is allowed, and what it changes.</summary>
/// <param name="Changes">The changes by group; empty where no policy looks: deletions, subresources, who holds <c>all</c>.</param>
/// <param name="Missing">The rights that are missing.</param>
internal sealed record WriteVerdict(ValueList<GroupedChange> Changes, ValueList<MissingRight> Missing)
{
    public bool IsAllowed => Missing.IsEmpty;
}
