namespace Mesh.LoadBalancing;

/// <summary>One parsed entry of <c>failoverPriority</c>: a label and, for the form <c>key=value</c>, the value to look for.</summary>
/// <param name="Label">The label to compare.</param>
/// <param name="Expected">The value an endpoint must have; <see langword="null"/> means the client's own value.</param>
internal readonly record struct FailoverPriorityKey(string Label, string? Expected)
{
    /// <summary>
    /// Splits entries at <c>=</c>. An entry with several <c>=</c> is its first part without a value (istio <c>priorityLabelOverrides</c>).
    /// </summary>
    internal static ValueList<FailoverPriorityKey> Parse(ValueList<string> entries)
    {
        if (entries.IsEmpty)
        {
            return default;
        }

        var keys = new FailoverPriorityKey[entries.Count];
        for (int i = 0; i < keys.Length; i++)
        {
            string[] parts = entries[i].Split('=');
            keys[i] = new FailoverPriorityKey(parts[0], parts.Length == 2 ? parts[1] : null);
        }

        // istiod keeps the values in a map by label, so the last value of a label holds for all entries of that label.
        for (int i = keys.Length - 1; i >= 0; i--)
        {
            if (keys[i].Expected is not { } value)
            {
                continue;
            }

            for (int j = 0; j < keys.Length; j++)
            {
                if (keys[j].Label == keys[i].Label && (j < i || keys[j].Expected is null))
                {
                    keys[j] = keys[j] with { Expected = value };
                }
            }
        }

        return ValueList.Wrap(keys);
    }
}
