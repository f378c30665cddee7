namespace Mesh.Istio.Access.Models;

/// <summary>A field of the model as far as rights are concerned.</summary>
/// <param name="Shape">How its values are compared.</param>
/// <param name="Group">The group whose right a change needs; for lists that of adding and removing elements.</param>
/// <param name="Kind">The kind of the elements of <see cref="ModelFieldShape.Nodes"/>; empty for others.</param>
internal sealed record ModelField(ModelFieldShape Shape, FieldGroup Group, string Kind = "");
