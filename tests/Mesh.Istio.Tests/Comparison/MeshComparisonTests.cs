using CsCheck;
using Mesh.Istio.Comparison;
using Mesh.Istio.Resources;
using Mesh.Istio.Tests.Forecasting;
using Mesh.Istio.Tests.Generation;
using Mesh.Tests;

namespace Mesh.Istio.Tests.Comparison;

public class MeshComparisonTests
{
    private const string Rule = "gateway-details-cx-tetrate-info-6f79c5888966088b";

    [Fact]
    public void What_is_generated_and_exists_is_the_same()
    {
        MeshResources generated = Article();

        var comparison = MeshComparison.Of(generated, generated);

        Assert.False(comparison.HasChanges);
        Assert.All(comparison.Objects, entry => Assert.Equal((ObjectState.Same, true, 0), (entry.State, entry.IsOurs, entry.Fields.Count)));
        Assert.Equal(generated.Clusters.Sum(cluster => cluster.Objects.Count), comparison.Objects.Count);
        Assert.Equal($"{comparison.Objects.Count} unchanged", comparison.ToString());
    }

    [Fact]
    public void On_an_empty_mesh_everything_is_created_and_without_a_model_everything_of_Mesh_is_deleted()
    {
        MeshResources generated = Article();
        MeshResources nothing = generated with
        {
            Clusters = generated.Clusters.Select(cluster => cluster with { Objects = default }).ToValueList(),
        };

        Assert.All(MeshComparison.Of(generated, nothing).Objects, entry => Assert.Equal(ObjectState.Missing, entry.State));
        Assert.All(MeshComparison.Of(nothing, generated).Objects, entry => Assert.Equal(ObjectState.Surplus, entry.State));
    }

    [Fact]
    public void An_edit_by_hand_is_told_from_a_change_of_the_model()
    {
        MeshResources last = Article();
        MeshResources edited = Change(
            last,
            rule => rule with
            {
                TrafficPolicy = rule.TrafficPolicy! with
                {
                    OutlierDetection = rule.TrafficPolicy.OutlierDetection! with { MaxEjectionPercent = 10 },
                },
            });
        MeshResources moved = Change(
            last,
            rule => rule with
            {
                TrafficPolicy = rule.TrafficPolicy! with
                {
                    OutlierDetection = rule.TrafficPolicy.OutlierDetection! with { MaxEjectionPercent = 50 },
                },
            });

        FieldComparison byHand = OnlyField(MeshComparison.Of(last, edited, last));
        FieldComparison generated = OnlyField(MeshComparison.Of(moved, last, last));
        FieldComparison both = OnlyField(MeshComparison.Of(moved, edited, last));
        FieldComparison unknown = OnlyField(MeshComparison.Of(last, edited));

        Assert.Equal(
            new FieldComparison("spec.trafficPolicy.outlierDetection.maxEjectionPercent", "100", "10", "100", FieldOrigin.ByHand, false),
            byHand);
        Assert.Equal((FieldOrigin.Generated, "50", "100"), (generated.Origin, generated.Generated, generated.Existing));
        Assert.Equal((FieldOrigin.Both, "50", "10", "100"), (both.Origin, both.Generated, both.Existing, both.Last));
        Assert.Equal((FieldOrigin.Unknown, (string?)null), (unknown.Origin, unknown.Last));
        Assert.Equal("spec.trafficPolicy.outlierDetection.maxEjectionPercent: 10 → 100, changed by hand", byHand.ToString());
    }

    [Fact]
    public void A_field_that_others_added_stays_and_is_no_change()
    {
        MeshResources generated = Article();
        MeshResources edited = Change(generated, rule => rule with
        {
            Metadata = rule.Metadata with { Labels = rule.Metadata.Labels.With("team/owner", "web") },
            TrafficPolicy = rule.TrafficPolicy! with { ProxyProtocol = new ProxyProtocol() },
        });

        var comparison = MeshComparison.Of(generated, edited);

        ObjectComparison rule = comparison.Objects.Single(entry => entry.Fields.Count > 0);
        Assert.Equal(ObjectState.Same, rule.State);
        Assert.Equal(["metadata.labels[\"team/owner\"]", "spec.trafficPolicy.proxyProtocol"], rule.Fields.Select(field => field.Path));
        Assert.All(rule.Fields, field => Assert.True(field.IsKept));
        Assert.False(comparison.HasChanges);
    }

    [Fact]
    public void A_field_that_Mesh_generated_last_does_not_stay()
    {
        MeshResources last = Change(
            Article(), rule => rule with { Metadata = rule.Metadata with { Labels = rule.Metadata.Labels.With("team", "web") } });

        var comparison = MeshComparison.Of(Article(), last, last);

        FieldComparison field = OnlyField(comparison);
        Assert.Equal(
            ("metadata.labels.team", null, false, FieldOrigin.Generated), (field.Path, field.Generated, field.IsKept, field.Origin));
        Assert.True(comparison.HasChanges);
    }

    [Fact]
    public void Lists_are_replaced_as_a_whole_so_that_an_added_item_does_not_stay()
    {
        MeshResources edited = Change(Article(), rule => rule with { ExportTo = [.. rule.ExportTo, "team-a"] });

        var comparison = MeshComparison.Of(Article(), edited);

        FieldComparison field = OnlyField(comparison);
        Assert.Equal(("spec.exportTo[1]", null, "\"team-a\"", false), (field.Path, field.Generated, field.Existing, field.IsKept));
        Assert.True(comparison.HasChanges);
    }

    [Fact]
    public void Objects_of_others_stay_and_those_that_meet_ours_are_named()
    {
        MeshResources generated = Article();
        MeshResources existing = Add(
            new DestinationRule
            {
                Metadata = new ObjectMeta { Name = "by-hand", Namespace = "bookinfo-backend" },
                Host = "details.cx.tetrate.info",
            },
            new DestinationRule { Metadata = new ObjectMeta { Name = "reviews", Namespace = "bookinfo-backend" }, Host = "reviews" });

        var comparison = MeshComparison.Of(generated, existing);

        ObjectComparison[] foreign = [.. comparison.Objects.Where(entry => entry.State == ObjectState.Foreign)];
        Assert.Equal(["by-hand", "reviews"], foreign.Select(entry => entry.Name));
        Assert.Equal([$"DestinationRule mesh-multicluster/{Rule}"], foreign[0].Meets);
        Assert.Empty(foreign[1].Meets);
        Assert.False(comparison.HasChanges);
        Assert.Contains(
            $"foreign aws DestinationRule bookinfo-backend/by-hand, meets DestinationRule mesh-multicluster/{Rule}", comparison.ToString(),
            StringComparison.Ordinal);

        MeshResources Add(params IstioObject[] more) => generated with
        {
            Clusters = generated.Clusters.Select(
                cluster => cluster.Cluster == "aws" ? cluster with { Objects = [.. cluster.Objects, .. more] } : cluster)
                .ToValueList(),
        };
    }

    [Fact]
    public void An_object_of_the_same_name_without_our_label_would_be_taken_over()
    {
        MeshResources unlabelled = Change(Article(), rule => rule with { Metadata = rule.Metadata with { Labels = default } });

        ObjectComparison rule = MeshComparison.Of(Article(), unlabelled).Objects.Single(entry => entry.State == ObjectState.Different);

        Assert.False(rule.IsOurs);
        Assert.StartsWith(
            $"take over aws DestinationRule mesh-multicluster/{Rule}\n  metadata.labels: absent → {{", rule.ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Taking_the_differences_over_gives_what_is_generated()
    {
        int differed = 0;
        Gen.Select(ModelGen.Valid, Gen.Int[0, int.MaxValue]).Sample(
            (model, seed) =>
            {
                var random = new Random(seed);
                MeshResources generated = new IstioGenerator().Generate(model, new InventoryRandom(new Random(seed)).For(model));
                MeshResources existing = generated with
                {
                    Clusters = generated.Clusters.Select(cluster => cluster with { Objects = Shuffle(cluster.Objects, random) })
                        .ToValueList(),
                };

                var comparison = MeshComparison.Of(generated, existing, generated);

                foreach (ObjectComparison entry in comparison.Objects)
                {
                    IstioObject? wanted = Find(generated, entry), found = Find(existing, entry);
                    // What only the other object had is kept, so that the object counts as it should be.
                    bool isSame = wanted == found || (!entry.Fields.IsEmpty && entry.Fields.All(field => field.IsKept));
                    Assert.Equal(
                        wanted is null
                            ? ObjectState.Surplus
                            : found is null
                            ? ObjectState.Missing
                            : isSame
                            ? ObjectState.Same
                            : ObjectState.Different,
                        entry.State);
                    Assert.Equal(wanted is not null && found is not null && wanted != found, entry.Fields.Count > 0);
                    Assert.All(entry.Fields, field => Assert.Equal(FieldOrigin.ByHand, field.Origin));
                    Interlocked.Add(ref differed, entry.Fields.Count);
                }
            },
            iter: 60);

        Assert.True(differed > 0, "Nothing ever differed.");
    }

    private static IstioObject? Find(MeshResources resources, ObjectComparison entry) =>
        resources.Find(entry.Cluster)?.Objects.AsEnumerable()
        .FirstOrDefault(o => o.Kind == entry.Kind && o.Metadata.Name == entry.Name && o.Metadata.Namespace == entry.Namespace);

    // Some objects go, some get the content of another of their kind.
    private static ValueList<IstioObject> Shuffle(ValueList<IstioObject> objects, Random random) => objects
        .Where(_ => random.Next(10) > 0)
        .Select(o => random.Next(3) == 0 && objects[random.Next(objects.Count)] is { } other && other.Kind == o.Kind
            ? other with { Metadata = o.Metadata }
            : o)
        .ToValueList();

    private static FieldComparison OnlyField(MeshComparison comparison) =>
        Assert.Single(comparison.Objects.SelectMany(entry => entry.Fields));

    private static MeshResources Article() => ForecastCases.Load("article").Resources;

    private static MeshResources Change(MeshResources resources, Func<DestinationRule, DestinationRule> change) => resources with
    {
        Clusters = resources.Clusters.Select(cluster => cluster.Cluster != "aws" ? cluster : cluster with
        {
            Objects = cluster.Objects.Select(o => o is DestinationRule rule && rule.Metadata.Name == Rule ? change(rule) : o).ToValueList(),
        }).ToValueList(),
    };
}
