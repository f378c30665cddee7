using System.Text;

namespace Mesh.Istio.Fields;

/// <summary>The spelling of an enumeration's values in Istio's API. Spellings hold capitals, digits and <c>_</c> only.</summary>
internal sealed class EnumNames<T>
    where T : struct, Enum
{
    private readonly (T Value, string Name, byte[] Utf8)[] _entries;

    public EnumNames(params ReadOnlySpan<(T Value, string Name)> names)
    {
        _entries = new (T, string, byte[])[names.Length];
        for (int i = 0; i < names.Length; i++)
        {
            _entries[i] = (names[i].Value, names[i].Name, Encoding.ASCII.GetBytes(names[i].Name));
        }
    }

    public ReadOnlySpan<byte> NameOf(T value)
    {
        foreach ((T candidate, _, byte[] utf8) in _entries)
        {
            if (EqualityComparer<T>.Default.Equals(candidate, value))
            {
                return utf8;
            }
        }

        throw new ArgumentOutOfRangeException(nameof(value), value, $"{typeof(T).Name} has no such value.");
    }

    public bool TryParse(string name, out T value)
    {
        foreach ((T candidate, string spelling, _) in _entries)
        {
            if (spelling == name)
            {
                value = candidate;
                return true;
            }
        }

        value = default;
        return false;
    }

    public override string ToString() => string.Join(", ", _entries.Select(entry => entry.Name));
}
