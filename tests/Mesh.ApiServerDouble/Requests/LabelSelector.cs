namespace Mesh.ApiServerDouble.Requests;

/// <summary>Reads label selectors: <c>a=b,c!=d,e in (f,g),h notin (i),j,!k,l&gt;1</c>.</summary>
internal sealed class LabelSelector
{
    private static readonly string[] Symbols = ["==", "!=", "=", "!", "(", ")", ",", ">", "<"];

    private readonly List<string> _tokens;
    private int _at;

    private LabelSelector(List<string> tokens) => _tokens = tokens;

    public static IReadOnlyList<LabelRequirement> Parse(string text)
    {
        LabelSelector selector = new(Split(text));
        List<LabelRequirement> requirements = [];
        while (selector.Next.Length > 0)
        {
            requirements.Add(selector.Requirement());
            if (!selector.Take(",") && selector.Next.Length > 0)
            {
                throw selector.Unexpected("',' or 'end of string'");
            }
        }

        return requirements;
    }

    private string Next => _at < _tokens.Count ? _tokens[_at] : "";

    private LabelRequirement Requirement()
    {
        if (Take("!"))
        {
            return new(Identifier(), "!", []);
        }

        string key = Identifier();
        switch (Next)
        {
            case "=" or "==":
                _at++;
                return new(key, "in", [Value()]);
            case "!=":
                _at++;
                return new(key, "notin", [Value()]);
            case ">" or "<":
                return new(key, _tokens[_at++] == ">" ? "gt" : "lt", [Value()]);
            case "in" or "notin":
                return new(key, _tokens[_at++], List());
            default:
                return new(key, "exists", []);
        }
    }

    private List<string> List()
    {
        if (!Take("("))
        {
            throw Unexpected("'('");
        }

        List<string> values = [];
        while (!Take(")"))
        {
            values.Add(Value());
            if (!Take(",") && Next != ")")
            {
                throw Unexpected("',' or ')'");
            }
        }

        return values;
    }

    private string Value() => Next is "" or "," or ")" ? "" : Identifier();

    private string Identifier()
    {
        if (Next.Length == 0 || Symbols.Contains(Next))
        {
            throw Unexpected("identifier");
        }

        return _tokens[_at++];
    }

    private bool Take(string symbol)
    {
        if (Next != symbol)
        {
            return false;
        }

        _at++;
        return true;
    }

    private ApiException Unexpected(string expected) =>
        ApiException.BadRequest($"unable to parse requirement: found '{Next}', expected: {expected}");

    private static List<string> Split(string text)
    {
        List<string> tokens = [];
        int at = 0;
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            string? symbol = Array.Find(Symbols, candidate => string.CompareOrdinal(text, at, candidate, 0, candidate.Length) == 0);
            int from = at;
            at += symbol?.Length ?? 0;
            while (symbol is null && at < text.Length && !char.IsWhiteSpace(text[at]) && !Symbols.Contains(text[at].ToString()))
            {
                at++;
            }

            tokens.Add(text[from..at]);
        }

        return tokens;
    }
}
