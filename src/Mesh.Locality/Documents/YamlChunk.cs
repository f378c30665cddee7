namespace Mesh.Documents;

/// <summary>A part of a YAML text that starts at a document marker, with the number of lines before it.</summary>
internal readonly record struct YamlChunk(int FirstLine, string Text)
{
    /// <summary>
    /// Splits a text at its document markers. A line that starts with <c>---</c> begins a document wherever it stands, even inside a block
    /// text (YAML 1.2, section 9.1), so what is wrong with one document cannot hide the next.
    /// </summary>
    public static IEnumerable<YamlChunk> Split(string text)
    {
        int start = 0;
        int line = 0;
        int firstLine = 0;
        bool directives = true;
        for (int i = 0; i < text.Length; line++)
        {
            if (IsMarker(text, i) && i > start && !directives)
            {
                yield return new YamlChunk(firstLine, text[start..i]);
                (start, firstLine) = (i, line);
            }

            // Directives belong to the document that follows their marker.
            directives = (i == start || directives) && IsDirectiveOrComment(text, i);
            int end = text.IndexOf('\n', i);
            i = end < 0 ? text.Length : end + 1;
        }

        yield return new YamlChunk(firstLine, text[start..]);
    }

    private static bool IsMarker(string text, int at) =>
        string.CompareOrdinal(text, at, "---", 0, 3) == 0 && (at + 3 == text.Length || text[at + 3] is ' ' or '\t' or '\n' or '\r');

    private static bool IsDirectiveOrComment(string text, int at) => text[at] is '%' or '#' or '\n' or '\r';
}
