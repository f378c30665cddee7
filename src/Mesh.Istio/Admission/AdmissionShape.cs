namespace Mesh.Istio.Admission;

/// <summary>The rows of one message, by field.</summary>
internal sealed class AdmissionShape
{
    /// <summary>The rows of the message itself.</summary>
    public AdmissionSlot Itself { get; } = new();

    /// <summary>The rows of its fields.</summary>
    public Dictionary<string, AdmissionField> Fields { get; } = new(StringComparer.Ordinal);

    public AdmissionSlot SlotOf(string field)
    {
        if (field.Length == 0)
        {
            return Itself;
        }

        bool items = field.EndsWith("[]", StringComparison.Ordinal);
        bool values = field.EndsWith("{}", StringComparison.Ordinal);
        string name = items || values ? field[..^2] : field;
        if (!Fields.TryGetValue(name, out AdmissionField? found))
        {
            Fields.Add(name, found = new AdmissionField(new(), new(), new()));
        }

        return items ? found.Items : values ? found.Values : found.Itself;
    }
}
