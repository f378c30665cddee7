using System.Globalization;
using System.Text;
using Mesh.Documents;
using Microsoft.Win32.SafeHandles;

namespace Mesh.Localities.Tests.Documents;

/// <summary>
/// The objects of a list that is read piece by piece are those that the file gives as a whole, at the same places. <c>MESH_RUNS</c> is the
/// number of mutated files.
/// </summary>
public sealed class JsonListFileTests : IDisposable
{
    private const string List = """
        {"apiVersion": "v1", "metadata": {"größe": "10 µ", "resourceVersion": ""},
         "items": [
          {"kind": "Pod", "metadata": {"name": "a", "labels": {"app": "ä😀", "list": ["x", {"y": [1.5, true, null]}]}}},
          {"kind": "Pod", "metadata": {"name": "b\u00e9\n", "name": "twice"}}, {},
          {"kind": "List", "items": [{"kind": "Pod", "spec": {}}]}
         ],
         "kind": "PodList"}

        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("mesh-list-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(3)]
    [InlineData(17)]
    [InlineData(100)]
    [InlineData(1 << 20)]
    public void A_list_is_read_object_by_object(int pieceBytes)
    {
        Assert.Equal(4, Same(Encoding.UTF8.GetBytes(List), pieceBytes));
        Assert.Equal(4, Same([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(List)], pieceBytes));
        Assert.Equal(4, Same(Encoding.UTF8.GetBytes(List.ReplaceLineEndings("\r\n")), pieceBytes));
    }

    [Theory]
    [InlineData("apiVersion: v1\nkind: List\nitems: []\n")]
    [InlineData("""{"kind": "Status", "status": "Failure"}""")]
    [InlineData("""{"kind": "ConfigMap", "items": []}""")]
    [InlineData("""{"kind": "PodList", "items": null}""")]
    [InlineData("""{"kind": "PodList", "items": [1]}""")]
    [InlineData("""{"kind": "PodList", "items": [[]]}""")]
    [InlineData("""{"kind": "PodList", "items": [], "items": [{}]}""")]
    [InlineData("""{"kind": "PodList", "kind": "List", "items": [{}]}""")]
    [InlineData("""{"kind": ["PodList"], "items": [{}]}""")]
    [InlineData("""{"kind": "PodList", "items": [{}]""")]
    [InlineData("""{"kind": "PodList", "items": [{}]} {}""")]
    [InlineData("""[{"kind": "PodList", "items": [{}]}]""")]
    [InlineData("")]
    public void What_is_anything_else_is_left_to_be_read_as_a_whole(string text) => Assert.Null(Same(Encoding.UTF8.GetBytes(text), 8));

    [Fact]
    public void A_file_that_becomes_shorter_or_other_while_it_is_read_is_an_error()
    {
        string path = Write(Encoding.UTF8.GetBytes(List));
        using SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var budget = new ReadBudget(ReadLimits.Default);
        JsonListOutline outline = JsonListOutline.Find(file, budget)!;

        File.WriteAllText(path, List[..220]);
        DocumentSet last = new JsonListFile(file, outline, budget).Read(null).Last();
        Assert.Contains("became shorter", Assert.Single(last.Errors).Message, StringComparison.Ordinal);

        File.WriteAllBytes(path, [.. Enumerable.Repeat((byte)0xFF, 1000)]);
        last = new JsonListFile(file, outline, budget).Read(null).Last();
        Assert.Contains("changed", Assert.Single(last.Errors).Message, StringComparison.Ordinal);

        File.WriteAllText(path, new string('}', 1000));
        last = new JsonListFile(file, outline, budget).Read(null).Last();
        Assert.Contains("not JSON", Assert.Single(last.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mutated_files_give_the_same_or_are_left_to_be_read_as_a_whole()
    {
        int runs = int.TryParse(
            Environment.GetEnvironmentVariable("MESH_RUNS"), NumberStyles.None, CultureInfo.InvariantCulture, out int more) ? more : 2000;
        byte[][] parts = [.. """{ } [ ] , : " \ \" \uD800 null 1e5 kind items "kind":"List", "a":{} {}, ü""".Split(' ')
            .Select(Encoding.UTF8.GetBytes), [0xC3], [0], [0xEF, 0xBB, 0xBF], "\n"u8.ToArray()];
        int read = 0;
        for (int seed = 0; seed < runs; seed++)
        {
            var random = new Random(seed);
            byte[] text = Encoding.UTF8.GetBytes(List);
            for (int change = random.Next(3); change >= 0; change--)
            {
                int at = random.Next(text.Length);
                text = [.. text[..at], .. parts[random.Next(parts.Length)], .. text[Math.Min(text.Length, at + random.Next(3))..]];
            }

            read += Same(text, 3 + random.Next(200)) is null ? 0 : 1;
        }

        Assert.InRange(read, runs / 50, runs - 1);
    }

    // How many objects were read one by one; null where the file is to be read as a whole.
    private int? Same(byte[] utf8, int pieceBytes)
    {
        using SafeFileHandle file = File.OpenHandle(Write(utf8));
        var budget = new ReadBudget(ReadLimits.Default);
        if (JsonListOutline.Find(file, budget, pieceBytes) is not { } outline)
        {
            return null;
        }

        DocumentSet whole = DocumentReader.Read(utf8);
        DocumentSet[] read = [.. new JsonListFile(file, outline, budget, pieceBytes).Read(null)];
        Assert.Equal(outline.Items.Count, read.Length);
        if (whole.Documents.Count == 0)
        {
            // One object that is no text takes all others with it when the file is read at once.
            Assert.Contains(read, one => one.Errors.Any(error => !error.KeyTwice));
            return null;
        }

        var list = (MappingNode)Assert.Single(whole.Documents);
        Assert.Equal(outline.Kind, ((ScalarNode)list.Entries.Single(entry => entry.Key == "kind").Value).Text);
        var items = (SequenceNode)list.Entries.Single(entry => entry.Key == "items").Value;

        Assert.Equal(items.Items.Select(Trees.ShowPlaces), read.Select(one => Trees.ShowPlaces(Assert.Single(one.Documents))));
        Assert.Equal(
            whole.Errors.Where(error => error.Position.Line > 1),
            read.SelectMany(one => one.Errors).Where(error => error.Position.Line > 1));
        return read.Length;
    }

    private string Write(byte[] utf8)
    {
        string path = Path.Combine(_folder, "list.json");
        File.WriteAllBytes(path, utf8);
        return path;
    }
}
