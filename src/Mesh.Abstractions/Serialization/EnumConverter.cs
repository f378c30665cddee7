using System.Text.Json;

namespace Mesh.Serialization;

/// <summary>Enums as camel-case text, and nothing else: no numbers, no other case.</summary>
internal sealed class EnumConverter<T> : TextConverter<T>
    where T : struct, Enum
{
    private readonly Dictionary<string, T> _values =
        Enum.GetValues<T>().ToDictionary(value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()), StringComparer.Ordinal);

    public override string Expected => $"one of: {string.Join(", ", _values.Keys)}";

    protected override bool TryParse(string text, out T value) => _values.TryGetValue(text, out value);

    protected override string Format(T value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
