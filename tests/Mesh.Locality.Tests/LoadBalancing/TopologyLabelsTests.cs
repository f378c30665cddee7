using Mesh.LoadBalancing;

namespace Mesh.Localities.Tests.LoadBalancing;

public class TopologyLabelsTests
{
    [Fact]
    public void Known_parts_are_written_over_the_workloads_labels_and_the_network_only_where_it_is_missing()
    {
        ValueMap<string> own = Places.Labels(("app", "details"), (LocalityLabel.Region, "liar"), (TopologyLabels.Network, "own"));

        ValueMap<string> labels = TopologyLabels.Augment(own, new Locality("r1", "z1"), "c1", "node-1", "net-1");

        Assert.Equal(
            Places.Labels(
                ("app", "details"),
                (LocalityLabel.Region, "r1"),
                (LocalityLabel.Zone, "z1"),
                (TopologyLabels.Cluster, "c1"),
                (TopologyLabels.Hostname, "node-1"),
                (TopologyLabels.Network, "own")),
            labels);
        Assert.Equal("net-1", TopologyLabels.Augment(default, default, network: "net-1")[TopologyLabels.Network]);
    }
}
