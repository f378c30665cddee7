namespace Mesh.Cases.Tests.Expectations;

/// <summary>A field of names and values in turn, such as <c>rate 10 for 60</c>.</summary>
internal static class WordPairs
{
    /// <exception cref="FormatException">A name is unknown, stands twice or has no value.</exception>
    public static Dictionary<string, string> Parse(string text, params ReadOnlySpan<string> names)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int i = 0; i < words.Length; i += 2)
        {
            if (!names.Contains(words[i]))
            {
                throw new FormatException($"unknown word '{words[i]}' in '{text}'; known are {string.Join(", ", names.ToArray())}");
            }

            if (i + 1 == words.Length || !pairs.TryAdd(words[i], words[i + 1]))
            {
                throw new FormatException($"'{words[i]}' in '{text}' has no value, or stands twice");
            }
        }

        return pairs;
    }
}
