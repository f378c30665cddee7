using System.Text.Json;

namespace Mesh.Kubernetes.Reading;

/// <summary>
/// Gives equal short texts as one: the pods of a cluster share most of their labels, images and nodes. Not for concurrent use.
/// </summary>
internal sealed class TextPool
{
    private const int LongestShared = 128;
    private const int MostTexts = 50_000;
    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public TextPool() => _lookup = _texts.GetAlternateLookup<ReadOnlySpan<char>>();

    public string Get(ref Utf8JsonReader reader)
    {
        if (reader.HasValueSequence || reader.ValueSpan.Length > LongestShared)
        {
            return reader.GetString()!;
        }

        Span<char> buffer = stackalloc char[LongestShared];
        ReadOnlySpan<char> text = buffer[..reader.CopyString(buffer)];
        if (_lookup.TryGetValue(text, out string? known))
        {
            return known;
        }

        string made = text.ToString();
        if (_texts.Count < MostTexts)
        {
            _texts.Add(made);
        }

        return made;
    }
}
