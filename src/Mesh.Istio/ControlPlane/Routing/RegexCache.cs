using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Mesh.Istio.ControlPlane.Routing;

/// <summary>Envoy's regular expressions, RE2, each compiled once for a mesh. They always cover the whole text. Thread-safe.</summary>
internal sealed class RegexCache
{
    private readonly ConcurrentDictionary<(string Pattern, bool Whole), Regex?> _known = new();

    /// <summary>Whether the expression covers the text from start to end. Nothing matches an expression that RE2 would refuse.</summary>
    public bool IsFullMatch(string pattern, string text) => Find(pattern, whole: true) is { } regex && regex.IsMatch(text);

    /// <summary>Replaces every match; <c>\1</c> stands for the first group.</summary>
    public string Replace(string pattern, string text, string replacement) =>
        Find(pattern, whole: false) is { } regex ? regex.Replace(text, DotNetReplacement(replacement)) : text;

    private Regex? Find(string pattern, bool whole) =>
        _known.GetOrAdd((pattern, whole), static key => Re2Regex.Of(key.Pattern, key.Whole));

    private static string DotNetReplacement(string replacement)
    {
        var text = new System.Text.StringBuilder();
        for (int i = 0; i < replacement.Length; i++)
        {
            if (replacement[i] == '\\' && i + 1 < replacement.Length)
            {
                i++;
                text.Append(char.IsAsciiDigit(replacement[i]) ? $"${{{replacement[i]}}}" : replacement[i].ToString());
            }
            else
            {
                text.Append(replacement[i] == '$' ? "$$" : replacement[i].ToString());
            }
        }

        return text.ToString();
    }
}
