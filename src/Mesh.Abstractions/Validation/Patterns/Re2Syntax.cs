namespace Mesh.Validation.Patterns;

/// <summary>
/// Reads patterns as RE2 does, once by Istio's webhook (Go <c>regexp</c>) and once by Envoy: no back references, no look-around, bounded
/// repetition. Accepts only what both accept.
/// </summary>
/// <remarks>Written here because no .NET package reads RE2, and .NET's own expressions accept what Istio and Envoy refuse.</remarks>
internal sealed class Re2Syntax
{
    public const int MaxLength = 1024;

    private const int MaxRepeat = 1000;

    private readonly string _pattern;
    private int _at;

    private Re2Syntax(string pattern) => _pattern = pattern;

    /// <summary>What is wrong with a pattern, or <see langword="null"/>.</summary>
    public static string? Fault(string pattern) => pattern.Length > MaxLength
        ? $"is longer than {MaxLength} characters"
        : new Re2Syntax(pattern).Read();

    private string? Read()
    {
        // Per open group, the repetition of the largest thing in it; the product of nested repetitions is bounded.
        var open = new Stack<int>();
        int largest = 1;
        int last = 0;
        while (_at < _pattern.Length)
        {
            string? fault = _pattern[_at] switch
            {
                '(' => Open(open, ref largest, ref last),
                ')' => Close(open, ref largest, ref last),
                _ => ReadInside(ref largest, ref last),
            };
            if (fault is not null)
            {
                return fault;
            }
        }

        return open.Count > 0 ? "has a '(' without ')'" : null;
    }

    private string? Open(Stack<int> open, ref int largest, ref int last)
    {
        (string? fault, bool isGroup) = ReadGroupStart();
        if (isGroup)
        {
            open.Push(largest);
            largest = 1;
        }

        last = 0;
        return fault;
    }

    private string? Close(Stack<int> open, ref int largest, ref int last)
    {
        _at++;
        if (!open.TryPop(out int outer))
        {
            return "has a ')' without '('";
        }

        last = largest;
        largest = Math.Max(outer, largest);
        return null;
    }

    private string? ReadInside(ref int largest, ref int last)
    {
        string? fault = null;
        switch (_pattern[_at])
        {
            case '|':
                _at++;
                last = 0;
                break;
            case '*' or '+' or '?' or '{':
                (fault, int times) = ReadRepetition(ref last);
                largest = Math.Max(largest, times);
                break;
            case '[':
                fault = new Re2Class(_pattern).Read(ref _at);
                last = 1;
                break;
            case '\\':
                fault = Re2Escape.Read(_pattern, ref _at, out bool isEmpty);
                last = isEmpty ? last : 1;
                break;
            default:
                _at++;
                last = 1;
                break;
        }

        return fault;
    }

    /// <summary>A repetition of what came last, whose own largest repetition <paramref name="last"/> tells; 0 means nothing came.</summary>
    private (string? Fault, int Times) ReadRepetition(ref int last)
    {
        int times = 1;
        if (_pattern[_at] != '{')
        {
            _at++;
        }
        else if (!TryReadBounds(out int min, out int max))
        {
            _at++;
            last = 1;
            return (null, 1);
        }
        else if (min > MaxRepeat || max > MaxRepeat || (max >= 0 && min > max))
        {
            return ("has a repetition beyond 1000, or whose bounds are swapped", 1);
        }
        else
        {
            times = Math.Max(1, Math.Max(min, max));
        }

        if (last == 0)
        {
            return ("repeats nothing", 1);
        }

        if (last < 0)
        {
            return ("repeats a repetition, as in 'a**'", 1);
        }

        if ((long)times * last > MaxRepeat)
        {
            return ("has nested repetitions beyond 1000", 1);
        }

        int product = times * last;
        if (_at < _pattern.Length && _pattern[_at] == '?')
        {
            _at++;
        }

        last = -1;
        return (null, product);
    }

    private bool TryReadBounds(out int min, out int max)
    {
        (min, max) = (-1, -1);
        int at = _at + 1;
        if (!TryReadNumber(ref at, out min) || at >= _pattern.Length)
        {
            return false;
        }

        max = min;
        if (_pattern[at] == ',')
        {
            at++;
            if (!TryReadNumber(ref at, out max))
            {
                max = -1;
            }
        }

        if (at >= _pattern.Length || _pattern[at] != '}')
        {
            return false;
        }

        _at = at + 1;
        return true;
    }

    private bool TryReadNumber(ref int at, out int number)
    {
        int start = at;
        number = 0;
        while (at < _pattern.Length && char.IsAsciiDigit(_pattern[at]))
        {
            number = Math.Min((number * 10) + _pattern[at] - '0', MaxRepeat + 1);
            at++;
        }

        // A number with a leading zero is none; the brace is then a letter.
        return at > start && (at == start + 1 || _pattern[start] != '0');
    }

    /// <summary>Reads <c>(</c>, <c>(?:</c>, <c>(?P&lt;name&gt;</c>, or flags; flags alone open no group.</summary>
    private (string? Fault, bool IsGroup) ReadGroupStart()
    {
        _at++;
        if (_at >= _pattern.Length || _pattern[_at] != '?')
        {
            return (null, true);
        }

        _at++;
        ReadOnlySpan<char> rest = _pattern.AsSpan(_at);
        if (rest.StartsWith("P<"))
        {
            int end = rest.IndexOf('>');
            ReadOnlySpan<char> name = end < 0 ? default : rest[2..end];
            if (name.IsEmpty || name.ContainsAnyExcept(Re2Escape.WordCharacters))
            {
                return ("has a group without a proper name", false);
            }

            _at += end + 1;
            return (null, true);
        }

        int flags = rest.IndexOfAny(":)");
        if (flags < 0 || rest[..flags].ContainsAnyExcept("imsU-") || rest[..flags].Count('-') > 1 || (flags > 0 && rest[flags - 1] == '-')
            || (flags == 0 && rest[0] == ')'))
        {
            return ("has a group that RE2 does not know: no look-ahead, look-behind, atomic groups, conditions or comments", false);
        }

        _at += flags + 1;
        return (null, rest[flags] == ':');
    }
}
