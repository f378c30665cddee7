using System.Text.Json.Nodes;
using CsCheck;
using Mesh.Istio.Manifests;
using Mesh.Istio.Resources;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;
using YamlDotNet.Serialization;
using k8s;
using k8s.Models;
using Api = Mesh.Istio.Resources;

namespace Mesh.Istio.Tests.Serialization;

/// <summary>Texts come back as themselves from every reader, as values, as keys and as items.</summary>
public sealed class AwkwardTextTests
{
    private static Gen<string> RandomText => Gen.Int.Select(seed => Texts.Unicode(new Random(seed)));

    [Fact]
    public void There_are_more_than_the_63_texts_of_the_notes() => Assert.True(Texts.Awkward.Distinct().Count() >= 63);

    [Fact]
    public void Awkward_texts_survive_every_reader()
    {
        foreach (string text in Texts.Awkward)
        {
            AssertSurvives(text);
        }
    }

    [Fact]
    public void Random_texts_survive_every_reader() => RandomText.Sample(AssertSurvives, iter: 3000, threads: 1);

    [Fact]
    public void A_text_of_any_code_point_survives()
    {
        // Every code point once, a thousand a text.
        foreach (IEnumerable<int> block in Enumerable.Range(0, 0x110000).Where(code => code is < 0xD800 or > 0xDFFF).Chunk(4096))
        {
            string text = string.Concat(block.Select(char.ConvertFromUtf32));
            string yaml = Yaml(text);
            Assert.Equal(text, ReadBack(yaml).Metadata.Annotations["key"]);
            Assert.Equal(text, YamlDotNetValue(yaml, "key").Value);
        }
    }

    [Fact]
    public void Half_a_surrogate_pair_becomes_the_replacement_character()
    {
        // Attributes cannot hold such texts.
        foreach ((string text, string expected) in ((string, string)[])[
            ("a\ud800b", "a\ufffdb"), ("\udc00", "\ufffd"), ("\ud83d", "\ufffd"), ("\ud83d\n", "\ufffd\n")])
        {
            Assert.Equal(expected, ReadBack(Yaml(text)).Metadata.Annotations["key"]);
            Assert.Equal(expected, ReadBack(ManifestWriter.ToJson(With("key", text))).Metadata.Annotations["key"]);
        }
    }

    [Theory]
    [InlineData("details", "details")]
    [InlineData("/a/b-c_d.e", "/a/b-c_d.e")]
    [InlineData("on", "\"on\"")]
    [InlineData("1.30", "\"1.30\"")]
    [InlineData("*.example.com", "\"*.example.com\"")]
    [InlineData("say \"x\"\n", "\"say \\\"x\\\"\\n\"")]
    [InlineData("\u0085\u2028\ufeff\u007f\u0000", "\"\\u0085\\u2028\\ufeff\\u007f\\u0000\"")]
    [InlineData("😀", "\"😀\"")]
    public void Texts_are_plain_only_where_that_is_safe(string text, string expected) =>
        Assert.Contains($"key: {expected}\n", Yaml(text), StringComparison.Ordinal);

    [Fact]
    public void A_key_longer_than_a_simple_key_of_YAML_survives()
    {
        string key = new('k', 2000);
        string yaml = ManifestWriter.ToYaml(With(key, "value"));
        Assert.Equal("value", ReadBack(yaml).Metadata.Annotations[key]);
        Assert.Equal("value", YamlDotNetValue(yaml, key).Value);

        var route = new VirtualService
        {
            Metadata = new() { Name = "a" },
            Http = [new Api.HttpRoute
            {
                Match = [new HttpMatchRequest { Headers = [new(key, new StringMatch.Exact("x")), new(key + "b", new StringMatch.Any())] }],
            }],
        };
        Assert.Equal(route, Assert.Single(ManifestReader.Read(ManifestWriter.ToYaml(route)).Objects));
    }

    [Fact]
    public void The_one_text_that_KubernetesYaml_cannot_read_is_unreadable_to_it_in_every_spelling()
    {
        foreach (string spelling in (string[])["\"<<\"", "'<<'", "!!str \"<<\"", "\"\\u003c<\"", "|-\n      <<"])
        {
            string yaml = $"apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n  labels:\n    key: {spelling}\n";
            Assert.Equal("<<", ReadBack(yaml).Metadata.Labels["key"]);
            Assert.ThrowsAny<YamlException>(() => KubernetesYaml.Deserialize<V1Namespace>(yaml));
        }
    }

    private static void AssertSurvives(string text)
    {
        Namespace value = With(text, text) with
        {
            Metadata = new() { Name = "name", Labels = [new("key", text)], Annotations = [new("key", text), new(text, text)] },
        };
        var gateway = new Api.Gateway
        {
            Metadata = new() { Name = "name" },
            Servers = [new Server { Port = new Port { Number = 1, Name = text, Protocol = text }, Hosts = [text, text] }],
        };
        string yaml = ManifestWriter.ToYaml(value);

        // Our own reader resolves plain scalars as YAML 1.1 does.
        Assert.Equal(value, ReadBack(yaml));
        Assert.Equal(value, ReadBack(ManifestWriter.ToJson(value)));
        Assert.Equal(gateway, ReadBack(ManifestWriter.ToYaml(gateway)));
        Assert.Equal(gateway, ReadBack(ManifestWriter.ToJson(gateway)));
        Assert.Equal(text, JsonNode.Parse(ManifestWriter.ToJson(value))!["metadata"]!["annotations"]!["key"]!.GetValue<string>());

        YamlScalarNode scalar = YamlDotNetValue(yaml, "key");
        Assert.Equal(text, scalar.Value);
        Assert.True(
            scalar.Style == ScalarStyle.DoubleQuoted || Yaml11.IsText(scalar.Value!), $"'{text}' is plain and is no text in YAML 1.1");
        IDeserializer guessing = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build();
        var annotations = (Dictionary<object, object>)(
            (Dictionary<object, object>)guessing.Deserialize<Dictionary<string, object>>(yaml)["metadata"])["annotations"];
        Assert.Equal(text, Assert.IsType<string>(annotations["key"]));

        if (text != "<<")
        {
            V1Namespace read = KubernetesYaml.Deserialize<V1Namespace>(yaml);
            Assert.Equal(text, read.Metadata.Annotations["key"]);
            Assert.Equal(text, read.Metadata.Annotations[text]);
            Assert.Equal(text, read.Metadata.Labels["key"]);
        }
    }

    private static Namespace With(string key, string text) => new() { Metadata = new() { Name = "name", Annotations = [new(key, text)] } };

    private static string Yaml(string text) => ManifestWriter.ToYaml(With("key", text));

    private static IstioObject ReadBack(string manifest)
    {
        ManifestSet set = ManifestReader.Read(manifest);
        Assert.True(set.Diagnostics.Count == 0, $"{set.Diagnostics}\n{manifest}");
        return Assert.Single(set.Objects);
    }

    private static YamlScalarNode YamlDotNetValue(string yaml, string key)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        var metadata = (YamlMappingNode)((YamlMappingNode)stream.Documents[0].RootNode)["metadata"];
        return (YamlScalarNode)((YamlMappingNode)metadata["annotations"])[key];
    }
}
