using Mesh.Istio.Access.Groups;

namespace Mesh.Istio.Access.Rights;

/// <summary>A right that a write needs and its requester does not have.</summary>
/// <param name="Question">The right.</param>
/// <param name="Changes">The changes that need it; empty for the right on the kind.</param>
internal sealed record MissingRight(AccessQuestion Question, ValueList<GroupedChange> Changes)
{
    /// <summary>What an API server says: <c>spec.servers[0].hosts needs update on gateways/hosts</c>.</summary>
    public override string ToString() => Changes.IsEmpty
        ? $"needs {Question.Verb} on {Question.Resource}"
        : $"{string.Join(", ", Changes.Select(change => change.Path))} needs {Question.Verb} on {Question.Resource}";
}
