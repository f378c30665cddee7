using System.Text.Json;
using Mesh.Istio.Pictures;

namespace Mesh.Istio.Tests.Pictures;

/// <summary>Pictures as JSON: what is read can be drawn.</summary>
public class TopologyJsonTests
{
    private static readonly TopologyView Small = new()
    {
        Title = "small",
        Clusters = [new("aws", "us", ""), new("gcp", "us", "")],
        Nodes = [new("aws", TopologyNodeKind.Client, "a/b"), new("gcp", TopologyNodeKind.Service, "c:80")],
        Arrows = [new("aws|Client|a/b", "gcp|Service|c:80", TopologyArrowKind.Call, "c:80", 100) { Label = "100 %" }],
    };

    public static TheoryData<string, TopologyView> Faults => new()
    {
        { "no box", Small with { Arrows = [Small.Arrows[0] with { To = "nowhere" }] } },
        { "no box", Small with { Nodes = [Small.Nodes[1]] } },
        { "no card", Small with { Clusters = [Small.Clusters[0]] } },
        { "Two boxes", Small with { Nodes = [.. Small.Nodes, Small.Nodes[0]] } },
        { "Two cards", Small with { Clusters = [.. Small.Clusters, Small.Clusters[0]] } },
        { "Two arrows", Small with { Arrows = [.. Small.Arrows, Small.Arrows[0]] } },
    };

    [Fact]
    public void What_can_be_drawn_is_read()
    {
        Assert.Equal(Small, TopologyView.FromJson(Small.ToJson()));
        var difference = TopologyDifference.Of(Small with { Arrows = [] }, Small);
        Assert.Equal(difference, TopologyDifference.FromJson(difference.ToJson()));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void What_cannot_be_drawn_is_no_picture(string said, TopologyView faulty)
    {
        Assert.Contains(said, Assert.Throws<JsonException>(() => TopologyView.FromJson(faulty.ToJson())).Message, StringComparison.Ordinal);
        Assert.Throws<JsonException>(() => TopologyDifference.FromJson(new TopologyDifference(Small, faulty, []).ToJson()));
    }

    [Fact]
    public void A_change_of_an_arrow_that_is_in_neither_picture_is_no_difference()
    {
        var foreign = new TopologyChange(TopologyChangeKind.Gone, Small.Arrows[0] with { Call = "d:80" }, 100, 0);

        Assert.Throws<JsonException>(() => TopologyDifference.FromJson(new TopologyDifference(Small, Small, [foreign]).ToJson()));
    }

    [Fact]
    public void A_timeline_without_a_number_for_each_cluster_is_none()
    {
        var second = TimeSpan.FromSeconds(1);
        var whole = new Timeline
        {
            Title = "t",
            BinLength = second,
            Clusters = ["aws", "gcp"],
            Bins = [new(TimeSpan.Zero, [1, 2], 0, 0, second, second)],
        };
        Assert.Equal(whole, Timeline.FromJson(whole.ToJson()));

        Assert.All(
            [
                whole with { Clusters = ["aws"] }, whole with { BinLength = TimeSpan.Zero },
                whole with { Bins = [whole.Bins[0] with { Failed = -1 }] },
                whole with { Bins = [whole.Bins[0] with { Answered = [long.MaxValue, 1] }] },
            ],
            timeline => Assert.Throws<JsonException>(() => Timeline.FromJson(timeline.ToJson())));
    }
}
