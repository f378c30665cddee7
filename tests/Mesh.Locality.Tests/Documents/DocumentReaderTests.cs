using System.Text;
using Mesh.Documents;

namespace Mesh.Localities.Tests.Documents;

public class DocumentReaderTests
{
    [Theory]
    [InlineData("yes", "b\"true\"")]
    [InlineData("On", "b\"true\"")]
    [InlineData("n", "b\"false\"")]
    [InlineData("oN", "t\"oN\"")]
    [InlineData("~", "n\"\"")]
    [InlineData("Null", "n\"\"")]
    [InlineData("017", "i\"15\"")]
    [InlineData("0o17", "i\"15\"")]
    [InlineData("0x1F", "i\"31\"")]
    [InlineData("-0b11", "i\"-3\"")]
    [InlineData("1_000", "i\"1000\"")]
    [InlineData("+7", "i\"7\"")]
    [InlineData("089", "r\"89\"")]
    [InlineData("1.5", "r\"1.5\"")]
    [InlineData("1e3", "r\"1000\"")]
    [InlineData("1.31.0", "t\"1.31.0\"")]
    [InlineData("12:30:45", "t\"12:30:45\"")]
    [InlineData("2026-01-02", "t\"2026-01-02\"")]
    [InlineData("'yes'", "t\"yes\"")]
    [InlineData("\"017\"", "t\"017\"")]
    [InlineData("!!str 017", "t\"017\"")]
    [InlineData("18446744073709551615", "i\"18446744073709551615\"")]
    public void Plain_scalars_mean_what_they_mean_to_kubectl(string scalar, string expected) =>
        Assert.Equal($"{{a: {expected}}}", Trees.ShowAll($"a: {scalar}\n"));

    [Theory]
    [InlineData("a: 1\n---\nb: 2\n", "{a: i\"1\"} | {b: i\"2\"}")]
    [InlineData("---\na: 1\n...\n---\nb: 2\n", "{a: i\"1\"} | {b: i\"2\"}")]
    [InlineData("%YAML 1.1\n---\na: 1\n---\nb: 2\n", "{a: i\"1\"} | {b: i\"2\"}")]
    [InlineData("a: 1\n---\n# nothing\n---\nb: 2\n", "{a: i\"1\"} | {b: i\"2\"}")]
    [InlineData("a: |\n  ---\n  x\nb: 2\n", "{a: t\"---\nx\n\", b: i\"2\"}")]
    [InlineData("a: ---x\n---y: 1\n", "{a: t\"---x\", ---y: i\"1\"}")]
    [InlineData("", "")]
    [InlineData("\n# nothing\n", "")]
    [InlineData("{a: b}", "{a: t\"b\"}")]
    [InlineData("{\"a\": [1, 1.5, true, null, \"x\"]}", "{a: [i\"1\", r\"1.5\", b\"true\", n\"\", t\"x\"]}")]
    [InlineData("{\"a\": 1} {\"b\": 2}", "{a: i\"1\"} | {b: i\"2\"}")]
    [InlineData("{\"a\": \"\\u00e9\\ud83d\\ude00\"}", "{a: t\"é😀\"}")]
    [InlineData("a: &x {b: 1}\nc: *x\n", "{a: {b: i\"1\"}, c: {b: i\"1\"}}")]
    public void Documents_are_told_apart(string text, string expected)
    {
        Assert.Equal(expected, Trees.ShowAll(text));
        Assert.Empty(Trees.Read(text).Errors);
    }

    [Fact]
    public void A_broken_document_hides_no_other()
    {
        DocumentSet set = Trees.Read("a: 1\n---\nb: [1, 2\nc: }\n---\nd: 4\n");

        Assert.Equal("{a: i\"1\"} | {d: i\"4\"}", string.Join(" | ", set.Documents.Select(Trees.Show)));
        Assert.Single(set.Errors);
    }

    [Theory]
    [InlineData("a: 1\na: 2\n")]
    [InlineData("{\"a\": 1, \"a\": 2}")]
    public void A_key_that_stands_twice_is_an_error_and_the_first_counts(string text)
    {
        DocumentSet set = Trees.Read(text);

        Assert.Equal("{a: i\"1\"}", Trees.Show(Assert.Single(set.Documents)));
        Assert.Equal("The key 'a' stands twice in one mapping.", Assert.Single(set.Errors).Message);
    }

    [Fact]
    public void Keys_are_found_in_small_and_large_mappings()
    {
        foreach (int count in new[] { 1, 12, 13, 500 })
        {
            var mapping = (MappingNode)Trees.Read(string.Concat(Enumerable.Range(0, count).Select(i => $"k{i}: {i + 1}\n"))).Documents[0];

            Assert.All(Enumerable.Range(0, count), i => Assert.Equal($"i\"{i + 1}\"", Trees.Show(mapping[$"k{i}"]!)));
            Assert.Null(mapping["none"]);
        }
    }

    [Fact]
    public void Text_that_is_not_UTF8_is_an_error() =>
        Assert.Equal("The file is not UTF-8 text.", Assert.Single(DocumentReader.Read(new byte[] { 0x61, 0xFF, 0xFE }).Errors).Message);

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    public void Deep_nesting_is_an_error(string opening) =>
        Assert.NotEmpty(Trees.Read(string.Concat(Enumerable.Repeat(opening, 5000))).Errors);

    [Fact]
    public void Nesting_as_deep_as_the_limit_is_read() =>
        Assert.Empty(Trees.Read(new string('[', ReadLimits.Default.MaxDepth) + new string(']', ReadLimits.Default.MaxDepth)).Errors);

    [Fact]
    public void An_alias_bomb_is_an_error()
    {
        var text = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 12; i++)
        {
            text.Append($"a{i}: &a{i} [{string.Join(',', Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        }

        Assert.Contains("aliases", Assert.Single(Trees.Read(text.ToString()).Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Merging_the_same_again_and_again_is_an_error()
    {
        // Nothing is added after the first time: the document stays small, and only the work would grow.
        string text = "a: &a {" + string.Join(", ", Enumerable.Range(0, 30_000).Select(i => $"k{i}: 0")) + "}\nb:\n"
            + string.Concat(Enumerable.Repeat("  <<: *a\n", 30_000));

        Assert.Contains("merge keys", Assert.Single(Trees.Read(text).Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chain_of_aliases_is_no_way_to_nest_without_end()
    {
        var text = new StringBuilder("- &a0 []\n");
        for (int i = 1; i < 20_000; i++)
        {
            text.Append($"- &a{i} [*a{i - 1}]\n");
        }

        Assert.Single(Trees.Read(text.ToString()).Errors);
    }

    [Fact]
    public void Large_lists_without_aliases_have_no_limit() =>
        Assert.Equal(
            300_000, ((SequenceNode)Assert.Single(Trees.Read(string.Concat(Enumerable.Repeat("- 1\n", 300_000))).Documents)).Items.Count);

    [Fact]
    public void Errors_are_kept_up_to_a_limit() =>
        Assert.Equal(DocumentLimits.Errors, Trees.Read(string.Concat(Enumerable.Repeat("a: 1\n", 5000))).Errors.Count);

    [Theory]
    [InlineData("a: *nothing\n")]
    [InlineData("? [complex]\n: 1\n")]
    [InlineData("a: \"open\n")]
    [InlineData("a:\n\t- tab\n")]
    [InlineData("{\"a\": \"\\ud800\"}")]
    [InlineData("{\"a\": 1")]
    [InlineData("a: b: c\n")]
    public void What_cannot_be_read_is_an_error(string text) => Assert.NotEmpty(Trees.Read(text).Errors);
}
