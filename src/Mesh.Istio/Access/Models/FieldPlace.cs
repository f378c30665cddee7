namespace Mesh.Istio.Access.Models;

/// <summary>Where a comparison is: a field below a node.</summary>
/// <param name="Node">The node.</param>
/// <param name="Path">The way from the node, with names and indices.</param>
/// <param name="Field">The same as paths of roles write it: <c>servers[].tls</c>.</param>
/// <param name="Verb">What a difference here is.</param>
internal readonly record struct FieldPlace(ModelNode Node, string Path, string Field, AccessVerb Verb)
{
    public FieldPlace Below(string name) =>
        this with { Path = ModelNode.Join(Path, name), Field = Field.Length == 0 ? name : $"{Field}.{name}" };

    public FieldPlace Element(string name) => this with { Path = ModelNode.Join(Path, ModelPath.Part(name)), Field = $"{Field}[]" };
}
