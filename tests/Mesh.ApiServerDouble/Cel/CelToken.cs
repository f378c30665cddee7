using System.Text;

namespace Mesh.ApiServerDouble.Cel;

/// <summary>A word of a rule; the value of a text is without quotes and escapes.</summary>
internal sealed record CelToken(CelTokenKind Kind, string Value)
{
    private static readonly string[] Pairs = ["||", "&&", "==", "!=", "<=", ">="];

    public static List<CelToken> Split(string text)
    {
        List<CelToken> tokens = [];
        int at = 0;
        while (at < text.Length)
        {
            char start = text[at];
            if (char.IsWhiteSpace(start))
            {
                at++;
            }
            else if (char.IsAsciiLetter(start) || start == '_')
            {
                tokens.Add(Run(CelTokenKind.Name, text, ref at, c => char.IsAsciiLetterOrDigit(c) || c == '_'));
            }
            else if (char.IsAsciiDigit(start))
            {
                tokens.Add(Run(CelTokenKind.Number, text, ref at, c => char.IsAsciiDigit(c) || c == '.'));
            }
            else if (start is '"' or '\'')
            {
                tokens.Add(Quoted(text, ref at));
            }
            else
            {
                string? pair = Array.Find(Pairs, candidate => string.CompareOrdinal(text, at, candidate, 0, 2) == 0);
                tokens.Add(new(CelTokenKind.Symbol, pair ?? start.ToString()));
                at += pair?.Length ?? 1;
            }
        }

        tokens.Add(new(CelTokenKind.End, ""));
        return tokens;
    }

    private static CelToken Run(CelTokenKind kind, string text, ref int at, Func<char, bool> belongs)
    {
        int from = at;
        while (at < text.Length && belongs(text[at]))
        {
            at++;
        }

        return new(kind, text[from..at]);
    }

    private static CelToken Quoted(string text, ref int at)
    {
        char quote = text[at++];
        StringBuilder value = new();
        while (at < text.Length && text[at] != quote)
        {
            if (text[at] == '\\' && at + 1 < text.Length)
            {
                at++;
                value.Append(text[at] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', char other => other });
            }
            else
            {
                value.Append(text[at]);
            }

            at++;
        }

        at++;
        return new(CelTokenKind.Text, value.ToString());
    }
}
