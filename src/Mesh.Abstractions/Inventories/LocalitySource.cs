namespace Mesh.Inventories;

/// <summary>The label or field of the object that told a locality or a part of one.</summary>
/// <param name="Kind">The object's kind, for example <c>Node</c> or <c>Pod</c>.</param>
/// <param name="Object">The object's name, with its namespace where it has one; empty when whoever asked did not name it.</param>
/// <param name="Field">The label's or field's name.</param>
/// <param name="Value">The label's or field's value.</param>
public readonly record struct LocalitySource(string Kind, string Object, string Field, string Value)
{
    /// <summary>The source for people.</summary>
    /// <returns>For example <c>topology.kubernetes.io/zone of Node ip-10-0-1-7</c>.</returns>
    public override string ToString() => $"{Field} of {Kind} {Object}".TrimEnd();
}
