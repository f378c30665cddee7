namespace Mesh.Inventories;

/// <summary>Equality-based label selection, as Services and Istio's workload selectors use it.</summary>
public static class LabelMatch
{
    /// <summary>Whether labels hold every entry of a selector.</summary>
    /// <param name="selector">The wanted labels; empty selects everything.</param>
    /// <param name="labels">The labels of an object.</param>
    /// <returns><see langword="true"/> when all are there with the same values.</returns>
    public static bool Matches(ValueMap<string> selector, ValueMap<string> labels)
    {
        foreach ((string key, string value) in selector)
        {
            if (!labels.TryGetValue(key, out string? actual) || actual != value)
            {
                return false;
            }
        }

        return true;
    }
}
