using System.Text;

namespace Mesh.Documents;

/// <summary>A part of a YAML text that starts at a document marker, with the number of lines before it.</summary>
internal readonly record struct YamlChunk(int FirstLine, ReadOnlyMemory<byte> Utf8)
{
    public string Text => Encoding.UTF8.GetString(Utf8.Span);

    /// <summary>
    /// Splits a text at its document markers. A line that starts with <c>---</c> begins a document wherever it stands, even inside a block
    /// text (YAML 1.2, section 9.1), so what is wrong with one document cannot hide the next.
    /// </summary>
    public static IEnumerable<YamlChunk> Split(ReadOnlyMemory<byte> text)
    {
        int start = 0;
        int line = 0;
        int firstLine = 0;
        bool directives = true;
        for (int i = 0; i < text.Length; line++)
        {
            ReadOnlySpan<byte> rest = text.Span[i..];
            if (IsMarker(rest) && i > start && !directives)
            {
                yield return new YamlChunk(firstLine, text[start..i]);
                (start, firstLine) = (i, line);
            }

            // Directives belong to the document that follows their marker.
            rest = text.Span[i..];
            directives = (i == start || directives) && rest[0] is (byte)'%' or (byte)'#' or (byte)'\n' or (byte)'\r';
            int end = rest.IndexOf((byte)'\n');
            i = end < 0 ? text.Length : i + end + 1;
        }

        yield return new YamlChunk(firstLine, text[start..]);
    }

    private static bool IsMarker(ReadOnlySpan<byte> rest) =>
        rest.StartsWith("---"u8) && (rest.Length == 3 || rest[3] is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r');
}
