namespace Mesh.Documents;

/// <summary>
/// Fields of a document that nobody reads, so that no values are made of them: most bytes of a dump are such. Lists are looked through.
/// </summary>
internal sealed class PassedOver
{
    private static readonly PassedOver All = new();
    private readonly Dictionary<string, PassedOver> _fields = new(StringComparer.Ordinal);

    /// <summary>Passes over whole fields.</summary>
    public PassedOver Fields(params IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            _fields[name] = All;
        }

        return this;
    }

    /// <summary>Passes over fields inside of one.</summary>
    public PassedOver Within(string name, PassedOver inner)
    {
        _fields[name] = inner;
        return this;
    }

    /// <summary>What is passed over in a field; null where nothing is.</summary>
    public PassedOver? In(string name) => _fields.GetValueOrDefault(name);

    /// <summary>Whether the field is passed over as a whole.</summary>
    public bool IsAll => ReferenceEquals(this, All);
}
