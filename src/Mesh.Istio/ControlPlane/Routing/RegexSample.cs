using System.Text;

namespace Mesh.Istio.ControlPlane.Routing;

/// <summary>
/// Writes a text that an RE2 expression covers: of alternatives the first, of repetitions the fewest. It may fail; whoever asks checks the
/// text.
/// </summary>
internal sealed class RegexSample
{
    // What a class that names few characters leaves; letters and digits first, as they stand in paths and names.
    private const string Common = "a0bxA19z-_./ ~@:";

    private readonly string _pattern;
    private readonly RegexCache _regexes;
    private int _at;

    private RegexSample(string pattern, RegexCache regexes)
    {
        _pattern = pattern;
        _regexes = regexes;
    }

    public static string Of(string pattern, RegexCache regexes) => new RegexSample(pattern, regexes).Alternatives();

    private string Alternatives()
    {
        string first = Sequence();
        while (_at < _pattern.Length && _pattern[_at] == '|')
        {
            _at++;
            Sequence();
        }

        return first;
    }

    private string Sequence()
    {
        var text = new StringBuilder();
        while (_at < _pattern.Length && _pattern[_at] is not ('|' or ')'))
        {
            string atom = Atom();
            text.Insert(text.Length, atom, Repetitions());
        }

        return text.ToString();
    }

    private int Repetitions()
    {
        if (_at >= _pattern.Length)
        {
            return 1;
        }

        int count = 1;
        switch (_pattern[_at])
        {
            case '*' or '?':
                (count, _at) = (0, _at + 1);
                break;
            case '+':
                _at++;
                break;
            case '{' when _pattern.IndexOf('}', _at) is > 0 and int end
                && int.TryParse(_pattern[(_at + 1)..end].Split(',')[0], System.Globalization.CultureInfo.InvariantCulture, out int least):
                (count, _at) = (Math.Min(least, 100), end + 1);
                break;
            default:
                return 1;
        }

        // A question mark behind it only says which match is preferred.
        _at += _at < _pattern.Length && _pattern[_at] == '?' ? 1 : 0;
        return count;
    }

    private string Atom()
    {
        char c = _pattern[_at++];
        return c switch
        {
            '(' => Group(),
            '[' => Class(),
            '\\' when _at < _pattern.Length => Escape(_pattern[_at++]),
            '.' => "a",
            '^' or '$' => "",
            _ => c.ToString(),
        };
    }

    private string Group()
    {
        if (_at < _pattern.Length && _pattern[_at] == '?')
        {
            // Flags, names, or nothing of importance, up to the colon or the name's end; flags alone close at once.
            int end = _pattern.AsSpan(_at).IndexOfAny(":>)");
            _at = end < 0 ? _pattern.Length : _at + end;
            if (_at < _pattern.Length && _pattern[_at++] == ')')
            {
                return "";
            }
        }

        string inside = Alternatives();
        _at += _at < _pattern.Length ? 1 : 0;
        return inside;
    }

    private string Class()
    {
        int start = _at - 1;
        _at += _at < _pattern.Length && _pattern[_at] == '^' ? 1 : 0;
        _at += _at < _pattern.Length && _pattern[_at] == ']' ? 1 : 0;
        while (_at < _pattern.Length && _pattern[_at] != ']')
        {
            _at += _pattern[_at] == '\\' || _pattern.AsSpan(_at).StartsWith(":]", StringComparison.Ordinal) ? 2 : 1;
        }

        _at = Math.Min(_at + 1, _pattern.Length);
        string members = _pattern[start.._at];
        return Common.Concat(members).Select(candidate => candidate.ToString())
            .FirstOrDefault(candidate => _regexes.IsFullMatch(members, candidate), "");
    }

    private static string Escape(char c) => c switch
    {
        'd' => "0",
        'w' => "a",
        's' => " ",
        'D' or 'S' => "a",
        'W' => "-",
        'b' or 'B' or 'A' or 'z' or 'Q' or 'E' => "",
        _ => c.ToString(),
    };
}
