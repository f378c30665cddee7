using System.Globalization;
using System.Text.RegularExpressions;

namespace Mesh.ApiServerDouble.Cel;

/// <summary>Functions of CEL and of the Kubernetes libraries that the rules of Istio use, and their nearest neighbours.</summary>
internal static partial class CelFunctions
{
    public static bool Knows(string name) =>
        name is "size" or "contains" or "startsWith" or "endsWith" or "matches" or "substring" or "duration"
        or "int" or "string" or "double" or "isURL" or "url" or "getScheme" or "getHost" or "getPort"
        or "lowerAscii" or "upperAscii" or "trim" or "split"
        or "indexOf" or "type" or "dyn" or "join" or "replace" or "orValue" or "hasValue" or "value" or "optional.of" or "optional.none"
        or "group" or "resource" or "subresource" or "namespace" or "name" or "check" or "allowed";

    public static object? Invoke(string name, List<object?> values) => (name, values) switch
    {
        ("size", [string text]) => (long)text.EnumerateRunes().Count(),
        ("size", [List<object?> list]) => (long)list.Count,
        ("size", [Dictionary<object, object?> map]) => (long)map.Count,
        ("contains", [string text, string part]) => text.Contains(part, StringComparison.Ordinal),
        ("startsWith", [string text, string part]) => text.StartsWith(part, StringComparison.Ordinal),
        ("endsWith", [string text, string part]) => text.EndsWith(part, StringComparison.Ordinal),
        ("matches", [string text, string pattern]) => Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant),
        ("substring", [string text, long from]) => Substring(text, from, text.Length),
        ("substring", [string text, long from, long to]) => Substring(text, from, to),
        ("indexOf", [string text, string part]) => (long)text.IndexOf(part, StringComparison.Ordinal),
        ("lowerAscii", [string text]) => text.ToLowerInvariant(),
        ("upperAscii", [string text]) => text.ToUpperInvariant(),
        ("trim", [string text]) => text.Trim(),
        ("split", [string text, string separator]) => text.Split(separator).Cast<object?>().ToList(),
        ("duration", [string text]) => Duration(text) ?? throw Conversion("string", "google.protobuf.Duration"),
        ("int", [string text]) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw Conversion("string", "int"),
        ("int", [long number]) => number,
        ("int", [double number]) => (long)number,
        ("double", [long number]) => (double)number,
        ("string", [string text]) => text,
        ("string", [long number]) => number.ToString(CultureInfo.InvariantCulture),
        ("dyn", [{ } value]) => value,
        ("isURL", [string text]) => Url(text) is not null,
        ("url", [string text]) => Url(text) ?? throw new CelException("URL parse error during conversion from string"),
        ("getScheme", [Uri url]) => url.IsAbsoluteUri ? url.Scheme : "",
        ("getHost", [Uri url]) => url.IsAbsoluteUri ? url.Authority : "",
        ("getPort", [Uri url]) => url.IsAbsoluteUri && !url.IsDefaultPort ? url.Port.ToString(CultureInfo.InvariantCulture) : "",
        ("replace", [string text, string from, string to]) => from.Length == 0 ? text : text.Replace(from, to, StringComparison.Ordinal),
        ("join", [List<object?> list]) => Join(list, ""),
        ("join", [List<object?> list, string separator]) => Join(list, separator),
        _ => InvokeOptional(name, values) ?? InvokeAuthorizer(name, values),
    };

    private static object? InvokeOptional(string name, List<object?> values) => (name, values) switch
    {
        ("optional.of", [var value]) => CelOptional.Of(value),
        ("optional.none", []) => CelOptional.None,
        ("orValue", [CelOptional optional, var other]) => optional.HasValue ? optional.Value : other,
        ("hasValue", [CelOptional optional]) => optional.HasValue,
        ("value", [CelOptional { HasValue: true } optional]) => optional.Value,
        ("value", [CelOptional]) => throw new CelException("optional.none() dereference"),
        _ => null,
    };

    private static object InvokeAuthorizer(string name, List<object?> values) => (name, values) switch
    {
        ("group", [CelAuthorizer authorizer, string text]) => authorizer with { Group = text },
        ("resource", [CelAuthorizer authorizer, string text]) => authorizer with { Resource = text },
        ("subresource", [CelAuthorizer authorizer, string text]) => authorizer with { Subresource = text },
        ("namespace", [CelAuthorizer authorizer, string text]) => authorizer with { Namespace = text },
        ("name", [CelAuthorizer authorizer, string text]) => authorizer with { Name = text },
        ("check", [CelAuthorizer authorizer, string verb]) => authorizer.Check(verb),
        ("allowed", [CelDecision decision]) => decision.IsAllowed,
        _ => throw new CelException("no such overload"),
    };

    private static string Join(List<object?> list, string separator) => string.Join(
        separator, list.Select(item => item as string ?? throw new CelException("no such overload")));

    private static CelException Conversion(string from, string to) => new($"type conversion error from '{from}' to '{to}'");

    private static string Substring(string text, long from, long to) => from >= 0 && to <= text.Length && from <= to
        ? text[(int)from..(int)to]
        : throw new CelException($"index out of range: {(from < 0 || from > text.Length ? from : to)}");

    /// <summary>A scheme with colon, or a path from the root: what the server's parser takes for a request.</summary>
    private static Uri? Url(string text) => text.StartsWith('/')
        ? new Uri(text, UriKind.Relative)
        : Uri.TryCreate(text, UriKind.Absolute, out Uri? url) ? url : null;

    private static TimeSpan? Duration(string text)
    {
        string body = text.TrimStart('-', '+');
        if (body == "0")
        {
            return TimeSpan.Zero;
        }

        MatchCollection parts = DurationPart().Matches(body);
        if (body.Length == 0 || parts.Sum(part => part.Length) != body.Length)
        {
            return null;
        }

        double seconds = 0;
        foreach (Match part in parts)
        {
            double factor = part.Groups[2].Value switch
            {
                "h" => 3600,
                "m" => 60,
                "s" => 1,
                "ms" => 1e-3,
                "ns" => 1e-9,
                _ => 1e-6,
            };
            seconds += factor * double.Parse(part.Groups[1].Value, CultureInfo.InvariantCulture);
        }

        return TimeSpan.FromSeconds(text.StartsWith('-') ? -seconds : seconds);
    }

    [GeneratedRegex("([0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(ns|us|µs|ms|s|m|h)")]
    private static partial Regex DurationPart();
}
