
namespace Mesh.Localities.Tests.Documents;

public class PositionTests
{
    [Theory]
    [InlineData("a: 1\nb:\n  c: x\n", "a@1:1=1:4 b@2:1=3:3 c@3:3=3:6")]
    [InlineData("a: 1\r\nb:\r\n  c: x\r\n", "a@1:1=1:4 b@2:1=3:3 c@3:3=3:6")]
    [InlineData("\uFEFFa: 1\nb: 2\n", "a@1:1=1:4 b@2:1=2:4")]
    [InlineData("ä: ö\nä€: [{c: 1}]\n", "ä@1:1=1:4 ä€@2:1=2:5 c@2:7=2:10")]
    [InlineData("- a: 1\n- b: 2\n", "a@1:3=1:6 b@2:3=2:6")]
    [InlineData("# one\na: 1\n---\n# two\nb: 2\n", "a@2:1=2:4 b@5:1=5:4")]
    [InlineData("a: |\n  x\n  y\nb: 2\n", "a@1:1=1:4 b@4:1=4:4")]
    public void Yaml_values_know_where_they_stand(string text, string expected) => Assert.Equal(expected, Trees.Positions(text));

    [Theory]
    [InlineData("{\"a\": 1,\n \"b\": {\"c\": \"x\"}}", "a@1:2=1:7 b@2:2=2:7 c@2:8=2:13")]
    [InlineData("{\r\n\t\"a\": 1\r\n}", "a@2:2=2:7")]
    [InlineData("\uFEFF{\"a\": 1}", "a@1:2=1:7")]
    [InlineData("{\"ä€\": \"😀\", \"b\": 1}", "ä€@1:2=1:8 b@1:14=1:19")]
    [InlineData("{\"a\": 1}\n{\"b\": 2}", "a@1:2=1:7 b@2:2=2:7")]
    [InlineData("{\"a\": \"x\\n\", \"b\": 2}", "a@1:2=1:7 b@1:14=1:19")]
    public void Json_values_know_where_they_stand(string text, string expected) => Assert.Equal(expected, Trees.Positions(text));

    [Theory]
    [InlineData("{\"a\": 1,\n \"b\": ]}", 2, 7)]
    [InlineData("{\"ä\": 1,\n \"€\": ]}", 2, 7)]
    [InlineData("a: 1\n---\nb: 2\nc: [1\n---\nd: 4\n", 5, 1)]
    [InlineData("a: 1\nb: 2\nb: 3\n", 3, 1)]
    [InlineData("{\"a\": 1,\n\"a\": 2}", 2, 1)]
    public void Errors_know_where_they_are(string text, int line, int column)
    {
        var set = Trees.Read(text);

        Assert.Equal((line, column), (set.Errors[0].Position.Line, set.Errors[0].Position.Column));
    }
}
