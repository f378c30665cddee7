using System.Globalization;
using System.Text;
using Mesh.Documents;

namespace Mesh.Localities.Tests.Documents;

/// <summary>
/// The reader for simple YAML gives what YamlDotNet gives, positions and errors included, or hands over. <c>MESH_RUNS</c> is the number of
/// mutated documents.
/// </summary>
public class YamlReaderDifferenceTests
{
    private const string Seeds = """
        apiVersion: v1
        kind: List
        items:
        - apiVersion: networking.istio.io/v1
          kind: VirtualService # a comment
          metadata: {name: details, labels: {app: details, version: v1}, annotations: {}}
          spec:
            hosts: [details, "*.example.com"]
            http:
            - match:
              - uri: {prefix: /api}
                headers:
                  x-user: {exact: 'it''s'}
              route:
              - destination:
                  host: details.bookinfo.svc.cluster.local
                  port:
                    number: 9080
                weight: 100
              timeout: 1.5s
        - - nested
          - "quoted \"text\"\n"
          -
          - key: value
            other:
        data:
          empty: ""
          null-value: ~
          script: |
            #!/bin/sh
              echo "x: y"

            exit 0
          stripped: |-
            one
            two
          kept: |+
            one

          url: http://example.com:8080/a#b
          time: 12:30
          octal: 017
          minus: -1
          yes: on
          "quoted key": 'plain'
          umlaut: größer
        """;

    [Theory]
    [InlineData("a: 1\n")]
    [InlineData("---\na: 1\n---\n# nothing\n--- # more\nb:\n- c\n")]
    [InlineData("a:\n  - b\n  - c: 1\n    d: 2\n  -\n  - - e\n    - f\n")]
    [InlineData("a: 1\n b: 2\n")]
    [InlineData("- a: 1\n b: 2\n")]
    [InlineData("a: b: c\n")]
    [InlineData("a:\n- b\n c\n")]
    [InlineData("a: 'b'\n  c\n")]
    [InlineData("a: [b, c,]\nd: {e: f,}\n")]
    [InlineData("a: [b, {c: d}, [e]]\nf: {g: [h], i: 'j', \"k\": l}\n")]
    [InlineData("a: |\n\n  b\n   c\n\n\nd: 1\n")]
    [InlineData("a: |\n   b\n  c\n")]
    [InlineData("a: |\n  b")]
    [InlineData("a: |\n  \n b\n")]
    [InlineData("a: |2\n   b\n")]
    [InlineData("a: >\n  b\n  c\n")]
    [InlineData("a: b\n\tc: d\n")]
    [InlineData("a:\tb\n")]
    [InlineData("a: b\r\nc: d\r\n")]
    [InlineData("a: &x b\nc: *x\n")]
    [InlineData("a: !!str 1\n")]
    [InlineData("<<: {a: b}\nc: d\n")]
    [InlineData("a: 1\na: 2\nb: {c: 1, c: 2}\n")]
    [InlineData("ü: a\nb: ü # c\nd: [ü, e]\n")]
    [InlineData("a: \u0085b\nc: \u2028d\ne: \ufeff\nf: 😀\n")]
    [InlineData("a:b: c\n-1: d\n---e: f\n? g\n: h\n")]
    [InlineData("a: b #c\nd: e#f\ng: #h\n")]
    [InlineData("a:\n# b\nc:\n    # d\n  e: f\n")]
    [InlineData("text\n")]
    [InlineData("'a': b\n\"c\": d\n'e''f': g\n")]
    [InlineData("a: b\n...\n")]
    [InlineData("a:   \n  b:   c   \n")]
    [InlineData("  a: 1\n  b: 2\n")]
    [InlineData("  a: 1\nb: 2\n")]
    [InlineData("a: \"b\nc\"\n")]
    [InlineData("a: -\nb: - c\n")]
    [InlineData("a: @b\n")]
    [InlineData("a: ''\nb: '\\n'\nc: \"\\u00e9\"\nd: \"\\/\"\n")]
    [InlineData("a: {}\nb: []\nc: { d: e }\n")]
    [InlineData("a: {b: c\n  d: e}\n")]
    [InlineData("a: {b:c, d : e, f:}\n")]
    public void A_text_is_read_as_YamlDotNet_reads_it(string text) => Same(text);

    [Fact]
    public void Most_of_a_simple_document_is_read_without_YamlDotNet()
    {
        var chunk = new YamlChunk(0, Encoding.UTF8.GetBytes(Seeds));

        Assert.True(Utf8YamlReader.TryRead(chunk, new ReadBudget(ReadLimits.Default), new DocumentScratch(), out DocumentNode? root));
        Assert.NotNull(root);
        Same(Seeds);
    }

    [Fact]
    public void The_files_of_the_repository_are_read_as_YamlDotNet_reads_them()
    {
        int documents = 0;
        int simple = 0;
        string[] folders = [.. new[] { "samples", "tests", "docs" }.Select(name => Path.Combine(Mesh.Tests.RepositoryRoot.Path, name))];
        foreach (string file in folders.SelectMany(
            folder => Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories)))
        {
            string text = File.ReadAllText(file);
            Same(text);
            foreach (YamlChunk chunk in YamlChunk.Split(Encoding.UTF8.GetBytes(text)))
            {
                documents++;
                simple += Utf8YamlReader.TryRead(chunk, new ReadBudget(ReadLimits.Default), new DocumentScratch(), out _) ? 1 : 0;
            }
        }

        Assert.True(simple > documents * 0.95, $"Of {documents} documents only {simple} are read without YamlDotNet.");
    }

    [Fact]
    public void Mutated_documents_are_read_as_YamlDotNet_reads_them()
    {
        int runs = int.TryParse(
            Environment.GetEnvironmentVariable("MESH_RUNS"), NumberStyles.None, CultureInfo.InvariantCulture, out int more) ? more : 3000;
        string[] pieces = Seeds.Split('\n').SelectMany(line => line.Split(' ')).Append("\n").Append("\t").Append(": ").Append("- ")
            .Append("\"").Append("'").Append("{").Append("}").Append("[").Append("]").Append(", ").Append(" #").Append("|").Append(">")
            .Append("&a").Append("*a").Append("---\n").Append("ü").Append("\r\n").Append("?").Append("  ").Append("\n  ").ToArray();
        Parallel.For(
            0, runs, seed =>
            {
                var random = new Random(seed);
                string text = Part(random);
                for (int change = random.Next(4); change >= 0; change--)
                {
                    int at = random.Next(text.Length);
                    int length = Math.Min(random.Next(3), text.Length - at);
                    text = string.Concat(text.AsSpan(0, at), pieces[random.Next(pieces.Length)], text.AsSpan(at + length));
                }

                Same(text);
            });
    }

    private static string Part(Random random)
    {
        string[] lines = Seeds.Split('\n');
        int start = random.Next(lines.Length);
        return string.Join('\n', lines[start..Math.Min(lines.Length, start + 1 + random.Next(16))]) + (random.Next(4) == 0 ? "" : "\n");
    }

    private static void Same(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        DocumentSet fast = YamlDocumentReader.Read(utf8, new ReadBudget(ReadLimits.Default));
        DocumentSet slow = YamlDocumentReader.Read(utf8, new ReadBudget(ReadLimits.Default), asEvents: true);

        Assert.True(Show(slow) == Show(fast), $"{text}\n-- YamlDotNet:\n{Show(slow)}\n-- fast:\n{Show(fast)}");
    }

    private static string Show(DocumentSet set) =>
        string.Join("\n", set.Documents.Select(Trees.ShowPlaces)) + "\n" + string.Join("\n", set.Errors.Select(error => error.ToString()));
}
