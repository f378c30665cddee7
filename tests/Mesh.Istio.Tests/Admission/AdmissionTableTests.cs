using System.Text.Json.Nodes;
using CsCheck;
using Mesh.ApiServerDouble.Schemas;
using Mesh.Istio.Admission;
using Mesh.Istio.Manifests;
using Mesh.Istio.Resources;
using Mesh.Istio.Tests.Crds;

namespace Mesh.Istio.Tests.Admission;

/// <summary>The table against the CRDs of both Istio versions: complete, and true.</summary>
public sealed class AdmissionTableTests
{
    private static readonly AdmissionTable Table = new();

    public static TheoryData<string> Versions => [.. CrdCatalog.Versions];

    [Theory]
    [MemberData(nameof(Versions))]
    public void Whatever_the_API_server_takes_or_refuses_the_table_takes_or_refuses(string version)
    {
        CrdCatalog catalog = CrdCatalog.Load(version);
        int refused = 0;
        int taken = 0;
        Gen.Int.Sample(
            seed =>
            {
                var random = new Random(seed);
                foreach ((string apiVersion, string kind) in Kinds(catalog))
                {
                    JsonObject instance = new CrdInstances(random).Object(apiVersion, kind, catalog.Schema(apiVersion, kind));
                    instance["metadata"] = new JsonObject { ["name"] = "some-name" };
                    for (int i = random.Next(1, 4); i > 0; i--)
                    {
                        SpecMutations.Change(instance["spec"]!, random);
                    }

                    if (ManifestReader.Read(instance.ToJsonString(), "file").Objects is not [{ } value])
                    {
                        continue;
                    }

                    string text = ManifestWriter.ToJson(value);
                    IReadOnlyList<string> causes = catalog.Validate(JsonNode.Parse(text)!.AsObject());
                    string[] found = [.. Refusals(value)];
                    Assert.True(
                        causes.Count > 0 == found.Length > 0,
                        $"server: {string.Join("; ", causes)}\ntable: {string.Join("; ", found)}\n{text}");
                    _ = found.Length > 0 ? Interlocked.Increment(ref refused) : Interlocked.Increment(ref taken);
                }
            },
            iter: 300,
            threads: 2);

        Assert.True(refused > 100 && taken > 100, $"{refused} refused and {taken} taken say too little.");
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Every_rule_and_limit_of_the_CRDs_is_met_by_a_fault_that_the_table_finds(string version)
    {
        CrdCatalog catalog = CrdCatalog.Load(version);
        var messages = new HashSet<string>(StringComparer.Ordinal);
        foreach (string text in RefusedSpecs.All)
        {
            IstioObject value = Assert.Single(ManifestReader.Read(text, "file").Objects);
            IReadOnlyList<string> causes = catalog.Validate(value);
            messages.UnionWith(causes);
            Assert.True(
                causes.Count == 0 || Refusals(value).Any(),
                $"Nothing is found in\n{text}\nwhere the server says {string.Join("; ", causes)}");
        }

        foreach ((string apiVersion, string kind) in Kinds(catalog))
        {
            foreach (string message in RulesOf(catalog.Schema(apiVersion, kind).Properties["spec"]))
            {
                Assert.True(
                    messages.Any(cause => cause.Contains(message, StringComparison.Ordinal)),
                    $"No fault is for the rule '{message}' of {kind}.");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Every_limit_of_a_field_is_in_the_table(string version)
    {
        CrdCatalog catalog = CrdCatalog.Load(version);
        int limits = 0;
        foreach ((string apiVersion, string kind) in Kinds(catalog))
        {
            Schema schema = catalog.Schema(apiVersion, kind);
            foreach ((JsonNode spec, string where) in LimitFaults.Of(schema.Properties["spec"]))
            {
                var instance = new JsonObject
                {
                    ["apiVersion"] = apiVersion,
                    ["kind"] = kind,
                    ["metadata"] = new JsonObject { ["name"] = "name" },
                    ["spec"] = spec,
                };
                Assert.NotEmpty(catalog.Validate(instance.DeepClone().AsObject()));
                ManifestSet read = ManifestReader.Read(instance.ToJsonString(), "file");
                // What an empty list says is not kept, and what reading refuses needs no second refusal.
                if (read.Objects is [{ } value] && catalog.Validate(value).Count > 0)
                {
                    Assert.True(Refusals(value).Any(), $"Nothing is found at {where} of {kind}: {instance.ToJsonString()}");
                    limits++;
                }
            }
        }

        Assert.True(limits > 100, $"only {limits} limits were broken");
    }

    private static IEnumerable<(string ApiVersion, string Kind)> Kinds(CrdCatalog catalog) => catalog.Kinds.Where(
        kind => kind.ApiVersion.EndsWith("/v1", StringComparison.Ordinal) && KindTable.Find(kind.Kind) is not null);

    private static IEnumerable<string> Refusals(IstioObject value) =>
        Table.Check(value).Where(refusal => refusal.Row.Refuser == Refuser.ApiServer).Select(
            refusal => $"{refusal.Field} {refusal.Problem}");

    private static IEnumerable<string> RulesOf(Schema schema) => schema.Rules.Select(rule => rule.Message ?? rule.Text)
        .Concat(schema.Properties.Where(property => property.Key != "jwks_uri").SelectMany(property => RulesOf(property.Value)))
        .Concat(schema.Items is null ? [] : RulesOf(schema.Items))
        .Concat(schema.AdditionalProperties is null ? [] : RulesOf(schema.AdditionalProperties));
}
