namespace Mesh.Inventories;

/// <summary>A label selector of Kubernetes: everything in it must hold; one without conditions selects everything.</summary>
/// <param name="MatchLabels">Labels that must be there with these values.</param>
/// <param name="MatchExpressions">Conditions.</param>
public sealed record LabelSelectorInfo(ValueMap<string> MatchLabels, ValueList<LabelExpressionInfo> MatchExpressions = default)
{
    /// <summary>Whether labels fulfil the selector.</summary>
    /// <param name="labels">The labels of an object.</param>
    /// <returns><see langword="true"/> when every condition holds; one with an unknown operator never does.</returns>
    public bool Matches(ValueMap<string> labels) =>
        LabelMatch.Matches(MatchLabels, labels) && MatchExpressions.All(expression => expression.Matches(labels));
}
