using CsCheck;
using Mesh.Validation.Patterns;

namespace Mesh.Abstractions.Tests.Validation;

public class Re2SyntaxTests
{
    [Theory]
    [InlineData(".*")]
    [InlineData("/api/v[0-9]+/.*")]
    [InlineData("^(a|b|)c?$")]
    [InlineData("(?i)get|(?-i:POST)|(?s-m:x)")]
    [InlineData("(?P<name>[a-z]+)")]
    [InlineData(@"\d+\.\w*\s\S\D\W\b\B\A\z")]
    [InlineData(@"\x41\x{1F600}\101\0\t\n\Q.*\E\/\-")]
    [InlineData(@"[]a-z\]\d[:alpha:]-]+[^\n-\r]")]
    [InlineData(@"\pL\p{Greek}\P{^Lu}[\pN]")]
    [InlineData("a{2}b{2,}c{2,1000}?d{,5}e{x{1")]
    [InlineData("(a{10}){100}")]
    [InlineData("a*?b+?c??")]
    [InlineData("()|")]
    [InlineData("[a-]")]
    [InlineData("🙂[🙂-🙃]")]
    public void RE2_takes(string pattern) => Assert.Null(Re2Syntax.Fault(pattern));

    [Theory]
    [InlineData("(")]
    [InlineData("a)")]
    [InlineData("[a")]
    [InlineData("[]")]
    [InlineData("[z-a]")]
    [InlineData(@"[a-\d]")]
    [InlineData("[[:alfa:]]")]
    [InlineData("*a")]
    [InlineData("(*a)")]
    [InlineData("a|+b")]
    [InlineData("a**")]
    [InlineData("a{2}{3}")]
    [InlineData("a{1001}")]
    [InlineData("a{3,2}")]
    [InlineData("(a{10}){101}")]
    [InlineData("((a{10}){10}){11}")]
    [InlineData("(?=a)")]
    [InlineData("(?!a)")]
    [InlineData("(?<=a)")]
    [InlineData("(?>a)")]
    [InlineData("(?#x)")]
    [InlineData("(?(1)a)")]
    [InlineData("(?")]
    [InlineData("(?P<>a)")]
    [InlineData("(?i-)")]
    [InlineData(@"(a)\1")]
    [InlineData(@"\k<a>")]
    [InlineData(@"\Z")]
    [InlineData(@"\G")]
    [InlineData(@"\u0041")]
    [InlineData(@"\C")]
    [InlineData(@"\x4")]
    [InlineData(@"\x{110000}")]
    [InlineData(@"\p{Nope}")]
    [InlineData(@"\p{")]
    [InlineData(@"a\")]
    [InlineData(@"[\")]
    public void RE2_refuses(string pattern) => Assert.NotNull(Re2Syntax.Fault(pattern));

    [Fact]
    public void Any_text_is_read_to_its_end() =>
        Gen.Char["()[]{}*+?|\\^$.-:,0129aPpxQEdk<>=!i \ud83d"].Array[0, 30]
            .Select(c => new string(c))
            .Sample(pattern => { _ = Re2Syntax.Fault(pattern); }, iter: 20_000);
}
