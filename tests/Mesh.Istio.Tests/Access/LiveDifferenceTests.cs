using System.Text.Json;
using System.Text.Json.Nodes;
using Mesh.Istio.Access.Adopting;
using Mesh.Istio.Access.Groups;
using Mesh.Istio.Access.Rights;
using Mesh.Istio.Apply;
using Mesh.Istio.Apply.Adoption;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Tests.Access;

/// <summary>Whatever somebody writes live, nothing is adopted but what the groups that they hold let them write.</summary>
public class LiveDifferenceTests
{
    private const int Few = 500;

    [Fact]
    public void Only_changes_of_the_groups_are_adopted_and_each_once()
    {
        int runs = int.TryParse(Environment.GetEnvironmentVariable("MESH_RUNS"), out int asked) ? asked : Few;
        int adopted = 0;
        for (int seed = 0; seed < runs; seed++)
        {
            ObjectWrite write = new RandomWrite(FieldMap.Default, seed).Write;
            if (write.Old is not { } desired)
            {
                continue;
            }

            KindFields kind = FieldMap.Default.Find(write.Kind)!;
            HashSet<string> groups = [.. kind.Groups.Where((group, i) => group != FieldGroups.All && ((seed >> i) & 1) == 0)];
            ValueList<AdoptedField> fields = Find(kind, groups, desired, write.New!.Value);
            JsonElement merged = Merge(desired, fields);

            Assert.All(
                ObjectChanges.Between(FieldMap.Default, kind, desired, merged),
                change => Assert.True(groups.Contains(change.Group), $"seed {seed}: {change}\n{desired}\n{write.New}\n{merged}"));
            Assert.Empty(Find(kind, groups, merged, write.New!.Value).Select(field => field.Identity).Intersect(
                fields.Select(field => field.Identity)));
            adopted += fields.Count;
        }

        Assert.InRange(adopted, runs / 10, int.MaxValue);
    }

    [Fact]
    public void Elements_without_names_are_the_same_when_everything_else_in_them_is()
    {
        const string Routes = """{"spec":{"http":[{"match":[{"uri":{"prefix":"/a"}}],"timeout":"1s"},{"route":[],"timeout":"2s"}]}}""";
        KindFields kind = FieldMap.Default.Kinds["VirtualService"];

        Assert.Equal(
            ["spec.http[1].timeout"],
            Find(kind, [FieldGroups.Resilience], Json(Routes), Json(Routes.Replace("2s", "9s", StringComparison.Ordinal)))
                .Select(field => field.Path));
        Assert.Empty(Find(
            kind, [FieldGroups.Resilience], Json(Routes),
            Json("""{"spec":{"http":[{"route":[],"timeout":"2s"},{"match":[{"uri":{"prefix":"/a"}}],"timeout":"1s"}]}}""")));
    }

    private static ValueList<AdoptedField> Find(KindFields kind, HashSet<string> groups, JsonElement desired, JsonElement live) =>
        LiveDifferences.Of(
            kind, groups, Spec(desired), Spec(live), new ModelAdvice(new Namespace { Metadata = new ObjectMeta { Name = "any" } }));

    private static JsonElement Merge(JsonElement desired, ValueList<AdoptedField> fields)
    {
        JsonObject json = JsonNode.Parse(desired.GetRawText())!.AsObject();
        foreach (AdoptedField field in fields)
        {
            FieldPlace.Set(json, field.Path, field.Live);
        }

        return Json(json.ToJsonString());
    }

    private static JsonElement? Spec(JsonElement value) => value.TryGetProperty("spec", out JsonElement spec) ? spec : null;

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
