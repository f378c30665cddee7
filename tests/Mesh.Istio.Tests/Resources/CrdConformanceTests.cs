using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Mesh.ApiServerDouble.Schemas;
using Mesh.Istio.Manifests;
using Mesh.Istio.Resources;
using Mesh.Istio.Tests.Crds;

namespace Mesh.Istio.Tests.Resources;

/// <summary>The records against the CRDs of both Istio versions: nothing missing, nothing invented, nothing lost.</summary>
public sealed class CrdConformanceTests
{
    private static readonly ResourceKind[] ReadKinds = [.. KindTable.Istio];

    public static TheoryData<string> Versions => [.. CrdCatalog.Versions];

    [Theory]
    [MemberData(nameof(Versions))]
    public void Random_instances_of_every_kind_come_back_as_equal_JSON(string version)
    {
        CrdCatalog catalog = CrdCatalog.Load(version);
        Gen.Int.Sample(
            seed =>
            {
                foreach ((string apiVersion, string kind) in Kinds(catalog))
                {
                    Schema schema = catalog.Schema(apiVersion, kind);
                    JsonObject instance = new CrdInstances(new Random(seed)).Object(apiVersion, kind, schema);
                    Assert.Empty(catalog.Validate(instance));

                    JsonNode expected = CrdInstances.Canonical(Whole(schema), instance, "")!;
                    expected["apiVersion"] = apiVersion.Split('/')[0] + "/v1";
                    IstioObject value = ReadOne(instance.ToJsonString());
                    AssertEqual(expected, JsonNode.Parse(ManifestWriter.ToJson(value)));

                    string yaml = ManifestWriter.ToYaml(value);
                    AssertEqual(expected, Assert.Single(YamlNodes.Parse(yaml)));
                    IstioObject again = ReadOne(yaml);
                    Assert.Equal(value, again);
                    Assert.Equal(value.GetHashCode(), again.GetHashCode());
                    Assert.Equal(yaml, ManifestWriter.ToYaml(again));
                }
            },
            iter: 60,
            threads: 2);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Every_field_of_the_schemas_is_read_and_written(string version)
    {
        CrdCatalog catalog = CrdCatalog.Load(version);
        foreach ((string apiVersion, string kind) in Kinds(catalog))
        {
            foreach (IReadOnlyList<string> path in Paths(catalog.Schema(apiVersion, kind).Properties["spec"]))
            {
                JsonObject instance = WithField(catalog.Schema(apiVersion, kind), apiVersion, kind, path, leaf: null);
                JsonNode expected = CrdInstances.Canonical(Whole(catalog.Schema(apiVersion, kind)), instance, "")!;
                expected["apiVersion"] = apiVersion.Split('/')[0] + "/v1";
                AssertEqual(expected, JsonNode.Parse(ManifestWriter.ToJson(ReadOne(instance.ToJsonString()))));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Unknown_fields_are_refused_with_line_and_column_and_known_ones_are_those_of_the_schema(string version)
    {
        CrdCatalog catalog = CrdCatalog.Load(version);
        bool newest = version == CrdCatalog.Versions[^1];
        int objects = 0;
        foreach ((string apiVersion, string kind) in Kinds(catalog))
        {
            Schema schema = catalog.Schema(apiVersion, kind);
            foreach (IReadOnlyList<string> path in Paths(schema.Properties["spec"])
                .Where(path => At(schema, path).Type == "object" && At(schema, path).AdditionalProperties is null)
                .Append([]))
            {
                const string Unknown = "zzzzzzzzzzzz";
                string text = WithField(schema, apiVersion, kind, path, Unknown)
                    .ToJsonString(new JsonSerializerOptions { WriteIndented = true })
                    .ReplaceLineEndings("\n");
                ManifestSet set = ManifestReader.Read(text, "file");
                Diagnostics.Diagnostic finding = Assert.Single(set.Diagnostics);
                Assert.Equal("MY003", finding.Code);
                Assert.Empty(set.Objects);

                string before = text[..text.IndexOf($"\"{Unknown}\"", StringComparison.Ordinal)];
                Assert.Equal(
                    (before.Count(c => c == '\n') + 1, before.Length - before.LastIndexOf('\n')),
                    (finding.Position!.Value.Line, finding.Position!.Value.Column));
                Assert.StartsWith("Known here: ", finding.Help, StringComparison.Ordinal);
                string[] known = finding.Help["Known here: ".Length..].TrimEnd('.').Split(", ");
                string[] wanted = [.. At(schema, path).Properties.Keys.Order(StringComparer.Ordinal)];
                Assert.Equal(wanted, newest ? known : known.Intersect(wanted).Order(StringComparer.Ordinal));
                objects++;
            }
        }

        Assert.True(objects > 300, $"only {objects} objects were looked at");
    }

    [Fact]
    public void What_only_the_newer_version_has_is_refused_by_the_older_schema()
    {
        CrdCatalog older = CrdCatalog.Load(CrdCatalog.Versions[0]);
        CrdCatalog newer = CrdCatalog.Load(CrdCatalog.Versions[1]);
        var rule = new DestinationRule
        {
            Metadata = new() { Name = "a" },
            Host = "a",
            TrafficPolicy = new() { LoadBalancer = new() { ZoneAwareLbSetting = new() { Enabled = true } } },
        };
        Assert.Empty(newer.Validate(rule));
        Assert.NotEmpty(older.Validate(rule));
    }

    private static (string ApiVersion, string Kind)[] Kinds(CrdCatalog catalog)
    {
        (string ApiVersion, string Kind)[] kinds = [.. catalog.Kinds.Where(
            k => ReadKinds.Any(kind => kind.Kind == k.Kind && k.ApiVersion.StartsWith($"{kind.Group}/", StringComparison.Ordinal)))];
        Assert.Equal(ReadKinds.Sum(kind => kind.Versions.Count), kinds.Length);
        return kinds;
    }

    private static IstioObject ReadOne(string text)
    {
        ManifestSet set = ManifestReader.Read(text, "file");
        Assert.True(set.Diagnostics.Count == 0, $"{set.Diagnostics}\n{text}");
        return Assert.Single(set.Objects);
    }

    private static void AssertEqual(JsonNode? expected, JsonNode? actual)
    {
        using JsonDocument left = JsonDocument.Parse(expected!.ToJsonString());
        using JsonDocument right = JsonDocument.Parse(actual!.ToJsonString());
        if (!JsonElement.DeepEquals(left.RootElement, right.RootElement))
        {
            Assert.Fail($"Expected {left.RootElement}\nActual   {right.RootElement}");
        }
    }

    /// <summary>The schema of the whole object, with metadata and the like as free-form.</summary>
    private static Schema Whole(Schema schema)
    {
        Schema Object(params (string Name, Schema Schema)[] members) =>
            new() { Type = "object", Properties = members.ToDictionary(member => member.Name, member => member.Schema) };

        Schema any = new() { Type = "string" };
        Schema metadata = Object(("name", any), ("namespace", any), ("labels", new() { Type = "object", AdditionalProperties = any }));
        return Object(("apiVersion", any), ("kind", any), ("metadata", metadata), ("spec", schema.Properties["spec"]));
    }

    private static IEnumerable<IReadOnlyList<string>> Paths(Schema schema)
    {
        foreach ((string name, Schema property) in schema.Properties)
        {
            yield return [name];
            foreach (IReadOnlyList<string> inner in Paths(Element(property)))
            {
                yield return [name, .. inner];
            }
        }
    }

    private static Schema Element(Schema schema) => schema.Items ?? schema.AdditionalProperties ?? schema;

    private static Schema At(Schema schema, IReadOnlyList<string> path) =>
        path.Aggregate(schema.Properties["spec"], (inner, name) => Element(inner.Properties[name])) is { } found
            && path.Count > 0
            && found.Type != "object"
            ? path.Take(path.Count - 1)
                .Aggregate(schema.Properties["spec"], (inner, name) => Element(inner.Properties[name])).Properties[path[^1]]
            : path.Aggregate(schema.Properties["spec"], (inner, name) => Element(inner.Properties[name]));

    /// <summary>
    /// An object with nothing but what is required and one field, or an unknown field in the object that the path leads to.
    /// </summary>
    private static JsonObject WithField(Schema schema, string apiVersion, string kind, IReadOnlyList<string> path, string? leaf)
    {
        JsonNode Build(Schema at, string name, int index)
        {
            if (at.Items is { } items && (index < path.Count || leaf is not null || items.Type == "object"))
            {
                return new JsonArray(Build(items, name, index));
            }

            if (at.Items is not null)
            {
                return new JsonArray(CrdInstances.Smallest(at.Items, name));
            }

            if (at.AdditionalProperties is { } values)
            {
                return new JsonObject { ["key"] = Build(values, name, index) };
            }

            JsonNode node = CrdInstances.Smallest(at, name);
            if (index < path.Count)
            {
                node[path[index]] = Build(at.Properties[path[index]], path[index], index + 1);
            }
            else if (leaf is not null)
            {
                node[leaf] = 1;
            }

            return node;
        }

        return new JsonObject
        {
            ["apiVersion"] = apiVersion,
            ["kind"] = kind,
            ["metadata"] = new JsonObject { ["name"] = "name" },
            ["spec"] = Build(schema.Properties["spec"], "spec", 0),
        };
    }
}
