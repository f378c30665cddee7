using Mesh.Istio.Apply.Objects;

namespace Mesh.Istio.Apply.Planning;

/// <summary>
/// What a run looks at in one cluster when it was told what changed: the objects that changed, which are the desired ones then, and those
/// that are no more. All others are taken to be as they were applied.
/// </summary>
/// <param name="Removed">The objects that are no more.</param>
/// <param name="Others">How many members of the set are desired beside those that changed.</param>
internal sealed record ClusterSelection(ValueList<ObjectKey> Removed, int Others);
