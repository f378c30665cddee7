using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.Routing;

/// <summary>A condition on a text of the request, as istiod writes it for Envoy.</summary>
/// <param name="Condition">The condition; <see langword="null"/> asks only that the text is there.</param>
/// <param name="Regexes">Where expressions are compiled once.</param>
internal sealed record TextMatcher(StringMatch? Condition, RegexCache Regexes)
{
    /// <summary>Whether a prefix ends where a segment of the path does (Envoy's <c>path_separated_prefix</c>).</summary>
    public bool BySegment { get; init; }

    public bool IsPresence => Condition is null;

    /// <summary>The condition of a header or parameter: nothing, an empty prefix and <c>*</c> ask for presence.</summary>
    public static TextMatcher Of(StringMatch? condition, RegexCache regexes) => new(
        condition is StringMatch.Any or StringMatch.Prefix { Value: "" } or StringMatch.Regex { Value: "*" } ? null : condition, regexes);

    public bool Matches(string text, bool ignoresCase = false)
    {
        StringComparison comparison = ignoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return Condition switch
        {
            StringMatch.Exact(var value) => text.Equals(value, comparison),
            StringMatch.Prefix(var value) when BySegment => IsSegmentOf(value.TrimEnd('/'), text, comparison),
            StringMatch.Prefix(var value) => text.StartsWith(value, comparison),
            StringMatch.Regex(var value) => Regexes.IsFullMatch(value, text),
            _ => true,
        };
    }

    private static bool IsSegmentOf(string prefix, string text, StringComparison comparison) =>
        text.StartsWith(prefix, comparison) && (text.Length == prefix.Length || text[prefix.Length] == '/');
}
