using CsCheck;
using Mesh.Istio.Generation;
using Mesh.Istio.Manifests;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Tests.Generation;

/// <summary>A plan made after another one is the plan that is made without.</summary>
public class IncrementalTests
{
    // MESH_RUNS=10000 is what the issue wants; a few by default, because each run generates a dozen meshes twice.
    private static readonly int Runs = int.TryParse(Environment.GetEnvironmentVariable("MESH_RUNS"), out int runs) ? runs : 60;

    [Fact]
    public void After_any_edits_the_plan_equals_one_made_anew_byte_for_byte() =>
        Gen.Select(GenerationProperties.Meshes, Gen.Int[0, int.MaxValue]).Sample(
            (mesh, seed) =>
            {
                var edits = new MeshEdits(new Random(seed), mesh.Model, mesh.Inventory);
                var generator = new IstioGenerator();
                GenerationPlan plan = generator.Prepare(mesh.Model, mesh.Inventory);
                MeshResources before = plan.Resources;
                for (int step = 0; step < 6; step++)
                {
                    edits.Next();
                    plan = generator.Prepare(edits.Model, edits.Inventory, plan);
                    MeshResources full = generator.Generate(edits.Model, edits.Inventory);
                    // Not every plan is generated before the next one is made.
                    if (step % 3 == 1)
                    {
                        Assert.Equal(full.Diagnostics.Count, plan.Diagnostics.Concat(full.Diagnostics).Distinct().Count());
                        continue;
                    }

                    Assert.Equal(Text(full), Text(plan.Resources));
                    Assert.Equal(full.Diagnostics.ToString(), plan.Resources.Diagnostics.ToString());
                    Assert.Equal(Explanations(full), Explanations(plan.Resources));
                    Assert.Equal(Changes(before, full), Changes(plan.Resources.ChangesSince(before)));
                    before = plan.Resources;
                }
            },
            iter: Runs);

    [Fact]
    public void Equal_inputs_give_the_plan_itself() => GenerationProperties.Meshes.Sample(
        mesh =>
        {
            var generator = new IstioGenerator();
            GenerationPlan plan = generator.Prepare(mesh.Model, mesh.Inventory);

            return ReferenceEquals(plan, generator.Prepare(mesh.Model, mesh.Inventory, plan)) && ReferenceEquals(
                plan, generator.Prepare(InventoryRandom.Again(mesh.Model), InventoryRandom.Again(mesh.Inventory), plan));
        },
        iter: 20);

    [Fact]
    public void Of_a_plan_with_other_names_nothing_is_taken() => GenerationProperties.Meshes.Sample(
        mesh =>
        {
            var other = new IstioGenerator(new IstioGeneratorOptions { MulticlusterNamespace = "elsewhere", LabelPrefix = "other.mesh" });
            GenerationPlan previous = other.Prepare(mesh.Model, mesh.Inventory);
            _ = previous.Resources;

            return Text(new IstioGenerator().Prepare(mesh.Model, mesh.Inventory, previous).Resources)
                == Text(new IstioGenerator().Generate(mesh.Model, mesh.Inventory));
        },
        iter: 10);

    private static string Text(MeshResources resources) => string.Concat(
        resources.Clusters.Select(cluster => $"# {cluster.Cluster}\n{ManifestWriter.ToYaml((IEnumerable<IstioObject>)cluster.Objects)}"));

    private static string Explanations(MeshResources resources) => string.Join(
        '\n', resources.Clusters.SelectMany(cluster => cluster.Objects).Select(value => resources.Explain(value)));

    private static string Changes(MeshChanges changes) => string.Join('\n', changes.Clusters.SelectMany(
        cluster => cluster.Changed.Select(value => $"{cluster.Cluster} {value}")
            .Concat(cluster.Removed.Select(value => $"{cluster.Cluster} - {value}")))
        .Concat(changes.Left.Select(cluster => $"- {cluster}")).Order(StringComparer.Ordinal));

    // The slow way: every object by its text.
    private static string Changes(MeshResources before, MeshResources after)
    {
        Dictionary<string, string> Texts(MeshResources resources) => resources.Clusters
            .Where(cluster => after.Find(cluster.Cluster) is not null)
            .SelectMany(cluster => cluster.Objects, (cluster, value) => ($"{cluster.Cluster} {value}", ManifestWriter.ToYaml(value)))
            .ToDictionary(pair => pair.Item1, pair => pair.Item2);
        (Dictionary<string, string> old, Dictionary<string, string> now) = (Texts(before), Texts(after));
        return string.Join('\n', now.Where(pair => old.GetValueOrDefault(pair.Key) != pair.Value).Select(pair => pair.Key)
            .Concat(old.Keys.Except(now.Keys).Select(key => key.Insert(key.IndexOf(' ', StringComparison.Ordinal), " -")))
            .Concat(before.Clusters.Select(cluster => cluster.Cluster).Where(name => after.Find(name) is null).Select(name => $"- {name}"))
            .Order(StringComparer.Ordinal));
    }
}
