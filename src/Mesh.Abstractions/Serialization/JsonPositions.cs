using System.Text;
using System.Text.Json;
using Mesh.Diagnostics;

namespace Mesh.Serialization;

/// <summary>Adds line and column to findings by their paths. The text is read once more, and only when there is a finding.</summary>
internal static class JsonPositions
{
    public static IEnumerable<Diagnostic> Add(ReadOnlySpan<byte> utf8, List<Diagnostic> found)
    {
        if (found.Count == 0 || found.TrueForAll(finding => finding.Position is not null))
        {
            return found;
        }

        Dictionary<string, int> offsets = Find(utf8, found.Select(finding => finding.Path).ToHashSet(StringComparer.Ordinal));
        var result = new List<Diagnostic>(found.Count);
        foreach (Diagnostic finding in found)
        {
            result.Add(
                finding.Position is null && offsets.TryGetValue(finding.Path, out int offset)
                    ? finding with { Position = PositionOf(utf8, offset) } : finding);
        }

        return result;
    }

    /// <summary>The offset of each path's value; of a repeated field the last one.</summary>
    private static Dictionary<string, int> Find(ReadOnlySpan<byte> utf8, HashSet<string> paths)
    {
        var offsets = new Dictionary<string, int>(StringComparer.Ordinal);
        var levels = new Stack<(string Path, int Index)>();
        var reader = new Utf8JsonReader(utf8);
        string name = "";
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName)
                {
                    name = reader.GetString()!;
                    continue;
                }

                if (reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject)
                {
                    levels.Pop();
                    continue;
                }

                string path = Advance(levels, name);
                if (paths.Contains(path))
                {
                    offsets[path] = (int)reader.TokenStartIndex;
                }

                if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
                {
                    levels.Push((path, reader.TokenType == JsonTokenType.StartArray ? 0 : -1));
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // What is broken here has been reported; what was found before it stands.
        }

        return offsets;
    }

    private static string Advance(Stack<(string Path, int Index)> levels, string name)
    {
        if (!levels.TryPop(out (string Path, int Index) level))
        {
            return "";
        }

        string part = level.Index < 0 ? name : $"{level.Index}";
        levels.Push(level.Index < 0 ? level : (level.Path, level.Index + 1));
        return level.Path.Length == 0 ? part : $"{level.Path}/{part}";
    }

    private static TextPosition PositionOf(ReadOnlySpan<byte> utf8, int offset)
    {
        ReadOnlySpan<byte> before = utf8[..offset];
        int line = before.Count((byte)'\n') + 1;
        return new TextPosition(line, Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1);
    }
}
