using Mesh.Istio.Generation;

namespace Mesh.Istio.Tests.Generation;

public class FailoverOrderTests
{
    private static readonly Dictionary<string, string> Regions = new()
    {
        ["aws"] = "us-east-2",
        ["azure"] = "us-east-2",
        ["gcp"] = "us-west1",
        ["eu"] = "eu-west-1",
        ["nowhere"] = "",
        ["lost"] = "",
    };

    [Fact]
    public void By_default_a_client_goes_home_then_to_its_region_then_anywhere() =>
        Assert.Equal("aws 0, azure 1, eu 2, gcp 2", Rank("aws", null, "gcp", "eu", "azure", "aws"));

    [Fact]
    public void A_named_region_comes_before_all_others() =>
        Assert.Equal(
            "aws 0, azure 1, eu 2, gcp 3", Rank("aws", new() { Regions = [new("us-east-2", "eu-west-1")] }, "gcp", "eu", "azure", "aws"));

    [Fact]
    public void Of_several_entries_for_a_region_the_first_counts_as_in_Istio() =>
        Assert.Equal(
            "eu 0, gcp 1", Rank("aws", new() { Regions = [new("us-east-2", "eu-west-1"), new("us-east-2", "us-west1")] }, "gcp", "eu"));

    [Fact]
    public void Ranks_have_no_gaps_when_clusters_are_missing() =>
        Assert.Equal("eu 0, gcp 0", Rank("aws", null, "gcp", "eu"));

    [Fact]
    public void Two_unknown_regions_are_not_the_same_region() =>
        Assert.Equal("nowhere 0, aws 1, lost 1", Rank("nowhere", null, "lost", "aws", "nowhere"));

    [Fact]
    public void An_explicit_order_replaces_the_default_one_for_every_client()
    {
        FailoverSettings order = new() { Order = [Tier("gcp"), Tier("aws")] };

        Assert.Equal("gcp 0, aws 1", Rank("aws", order, "aws", "gcp"));
        Assert.Equal("gcp 0, aws 1", Rank("gcp", order, "aws", "gcp"));
    }

    [Fact]
    public void Clusters_left_out_of_an_explicit_order_follow_in_default_order() =>
        Assert.Equal("eu 0, aws 1, azure 2, gcp 3", Rank("aws", new() { Order = [Tier("eu")] }, "gcp", "azure", "aws", "eu"));

    [Fact]
    public void Local_first_puts_the_own_cluster_before_an_explicit_order()
    {
        FailoverSettings order = new() { Order = [Tier("gcp"), Tier("aws"), Tier("eu")], LocalFirst = true };

        Assert.Equal("aws 0, gcp 1, eu 2", Rank("aws", order, "aws", "gcp", "eu"));
        Assert.Equal("eu 0, gcp 1, aws 2", Rank("eu", order, "aws", "gcp", "eu"));
    }

    [Fact]
    public void An_order_for_one_client_wins_over_the_order_for_all()
    {
        FailoverSettings order = new()
        {
            Order = [Tier("gcp"), Tier("aws")],
            OrderByClient = [new("aws", [Tier("aws"), Tier("gcp")])],
        };

        Assert.Equal("aws 0, gcp 1", Rank("aws", order, "aws", "gcp"));
        Assert.Equal("gcp 0, aws 1", Rank("eu", order, "aws", "gcp"));
    }

    [Fact]
    public void Clusters_of_a_tier_share_its_rank_and_keep_their_weights()
    {
        FailoverSettings order = new() { Order = [new FailoverTier([new("eu", 20), new("gcp", 80)]), Tier("aws")] };

        Assert.Equal("eu 0 (20), gcp 0 (80), aws 1", Rank("aws", order, "aws", "gcp", "eu"));
    }

    [Fact]
    public void A_drained_cluster_is_the_last_resort_for_everybody_its_own_clients_included()
    {
        FailoverSettings order = new() { Order = [Tier("aws"), Tier("gcp"), Tier("eu")], LocalFirst = true };

        Assert.Equal("azure 0, eu 1, gcp 1, aws 2", Drained("aws", null, ["aws"], "gcp", "eu", "azure", "aws"));
        Assert.Equal("gcp 0, eu 1, aws 2", Drained("aws", order, ["aws"], "aws", "gcp", "eu"));
        Assert.Equal("eu 0, aws 1, gcp 2", Drained("eu", order, ["gcp", "aws"], "aws", "gcp", "eu"));
    }

    private static FailoverTier Tier(string cluster) => new([new TierCluster(cluster)]);

    private static string Rank(string client, FailoverSettings? settings, params string[] serving) =>
        Drained(client, settings, [], serving);

    private static string Drained(string client, FailoverSettings? settings, string[] drained, params string[] serving) =>
        string.Join(", ", new FailoverOrder(client, settings, name => Regions[name], drained.Contains).Rank(serving)
            .Select(r => r.Weight is { } weight ? $"{r.Cluster} {r.Rank} ({weight})" : $"{r.Cluster} {r.Rank}"));
}
