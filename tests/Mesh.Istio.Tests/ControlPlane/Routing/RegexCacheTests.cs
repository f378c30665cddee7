using Mesh.Istio.ControlPlane.Routing;

namespace Mesh.Istio.Tests.ControlPlane.Routing;

public class RegexCacheTests
{
    [Theory]
    [InlineData("/a.*", "/ab", true)]
    [InlineData("/a", "/ab", false)]
    [InlineData("a|b", "ab", false)]
    [InlineData("^/(login|logout)$", "/logout", true)]
    [InlineData("(?i)/case", "/CASE", true)]
    [InlineData(@"\d+", "12", true)]
    // RE2's classes are ASCII.
    [InlineData(@"\d+", "\u0663", false)]
    [InlineData(@"\w", "\u00e9", false)]
    [InlineData(@"[\w.-]+", "a.b-c_1", true)]
    [InlineData("[[:digit:]]+", "12", true)]
    [InlineData("[[:digit:]]+", "1a", false)]
    [InlineData("[]x]+", "]x", true)]
    [InlineData("[^]x]+", "]", false)]
    [InlineData("[a[]+", "a[", true)]
    [InlineData("(?P<year>[0-9]{4})", "2026", true)]
    [InlineData(@"\Qa.b\E+", "a.bb", true)]
    [InlineData(@"\pL+", "ab", true)]
    // The end of the text is not the line break before it.
    [InlineData("a$", "a\n", false)]
    [InlineData(@"\D", "x", true)]
    // RE2 has neither; Istio refuses them, and nothing matches.
    [InlineData("(?=a)a", "a", false)]
    [InlineData("(a)\\1", "aa", false)]
    [InlineData("*", "a", false)]
    [InlineData("(", "(", false)]
    public void An_expression_means_what_RE2_means_by_it(string pattern, string text, bool matches) =>
        Assert.Equal(matches, new RegexCache().IsFullMatch(pattern, text));

    [Theory]
    [InlineData("/g/([^/]+)/(.*)", "/g/1/2", @"/\2/\1", "/2/1")]
    [InlineData("[0-9]", "a1b2", "#", "a#b#")]
    [InlineData("a", "a", "$1", "$1")]
    [InlineData("(", "a", "b", "a")]
    public void Every_match_is_replaced(string pattern, string text, string replacement, string expected) =>
        Assert.Equal(expected, new RegexCache().Replace(pattern, text, replacement));
}
