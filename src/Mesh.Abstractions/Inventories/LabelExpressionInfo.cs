namespace Mesh.Inventories;

/// <summary>A condition of a label selector of Kubernetes.</summary>
/// <param name="Key">The label.</param>
/// <param name="Operator"><c>In</c>, <c>NotIn</c>, <c>Exists</c> or <c>DoesNotExist</c>.</param>
/// <param name="Values">The values of <c>In</c> and <c>NotIn</c>.</param>
public sealed record LabelExpressionInfo(string Key, string Operator, ValueList<string> Values = default)
{
    /// <summary>Whether labels fulfil the condition.</summary>
    /// <param name="labels">The labels of an object.</param>
    /// <returns>Whether it holds; <c>NotIn</c> holds where the label is absent.</returns>
    public bool Matches(ValueMap<string> labels)
    {
        bool isSet = labels.TryGetValue(Key, out string? value);
        return Operator switch
        {
            "In" => isSet && Values.Contains(value!),
            "NotIn" => !isSet || !Values.Contains(value!),
            "Exists" => isSet,
            "DoesNotExist" => !isSet,
            _ => false,
        };
    }
}
