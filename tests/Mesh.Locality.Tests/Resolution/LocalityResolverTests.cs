using Mesh.Inventories;
using Mesh.Resolution;

namespace Mesh.Localities.Tests.Resolution;

public class LocalityResolverTests
{
    private static readonly LocalityResolver Istio128 = new(new IstioVersion(1, 28));
    private static readonly LocalityResolver Istio129 = new(new IstioVersion(1, 29));

    public static TheoryData<string, string, string> Nodes => new()
    {
        { "topology.kubernetes.io/region=region1,topology.kubernetes.io/zone=zone1", "region1/zone1", "region,zone" },
        { "topology.kubernetes.io/region=region1", "region1", "region" },
        { "topology.kubernetes.io/zone=zone1", "/zone1", "zone" },
        { "topology.istio.io/subzone=subzone1", "//subzone1", "subzone" },
        { "topology.kubernetes.io/region=r,topology.kubernetes.io/zone=z,topology.istio.io/subzone=s", "r/z/s", "region,zone,subzone" },
        { "topology.kubernetes.io/region=r,topology.istio.io/subzone=s", "r//s", "region,subzone" },
        { "topology.kubernetes.io/zone=z,topology.istio.io/subzone=s", "/z/s", "zone,subzone" },
        { "failure-domain.beta.kubernetes.io/region=region1,failure-domain.beta.kubernetes.io/zone=zone1", "region1/zone1", "region,zone" },
        { "topology.kubernetes.io/region=new,failure-domain.beta.kubernetes.io/region=old,failure-domain.beta.kubernetes.io/zone=z", "new/z", "region,zone" },
        { "topology.kubernetes.io/region=,failure-domain.beta.kubernetes.io/region=old", "old", "region" },
        { "failure-domain.beta.kubernetes.io/subzone=s", "", "" },
        { "topology.kubernetes.io/region=a.b,topology.kubernetes.io/zone=c.d", "a.b/c.d", "region,zone" },
        { "istio-locality=r.z.s", "", "" },
        { "", "", "" },
    };

    [Theory]
    [MemberData(nameof(Nodes))]
    public void A_node_is_where_its_labels_say(string labels, string expected, string parts)
    {
        ResolvedLocality locality = LocalityResolver.OfNode(Labels(labels), "n1");

        Assert.Equal(expected, locality.Value.ToString());
        Assert.Equal(parts, string.Join(',', locality.Sources.Select(source => source.Field[(source.Field.LastIndexOf('/') + 1)..])));
        Assert.All(
            locality.Sources,
            source => Assert.Equal(("Node", "n1", Labels(labels)[source.Field]), (source.Kind, source.Object, source.Value)));
    }

    [Theory]
    [InlineData("istio-locality=regionx.zoney.subzonez", "regionx/zoney/subzonez", "istio-locality")]
    [InlineData("istio-locality=regionx", "regionx", "istio-locality")]
    [InlineData("istio-locality=r.z.s.more", "r/z/s", "istio-locality")]
    [InlineData("istio-locality=region/zone/subzone.2", "region/zone/subzone.2", "istio-locality")]
    [InlineData("istio-locality=.", "", "istio-locality")]
    [InlineData("topology.istio.io/locality=a.b.c,istio-locality=x.y.z", "a/b/c", "topology.istio.io/locality")]
    [InlineData("topology.istio.io/locality=,istio-locality=x.y.z", "x/y/z", "istio-locality")]
    public void The_label_of_a_pod_wins_entirely(string labels, string expected, string label)
    {
        ResolvedLocality locality = Istio129.OfPod(Labels(labels), Node("region1", "zone1", "subzone1"), "ns/p", "n1");

        Assert.Equal(expected, locality.Value.ToString());
        Assert.Equal([new LocalitySource("Pod", "ns/p", label, Labels(labels)[label])], locality.Sources);
    }

    [Theory]
    [InlineData("")]
    [InlineData("istio-locality=")]
    [InlineData("topology.istio.io/locality=,istio-locality=")]
    [InlineData("topology.kubernetes.io/region=mine")]
    public void A_pod_without_label_is_where_its_node_is(string labels)
    {
        ResolvedLocality locality = Istio129.OfPod(Labels(labels), Node("region1", "zone1", ""), "ns/p", "n1");

        Assert.Equal("region1/zone1", locality.Value.ToString());
        Assert.All(locality.Sources, source => Assert.Equal(("Node", "n1"), (source.Kind, source.Object)));
    }

    [Fact]
    public void The_newer_label_is_read_since_1_29()
    {
        ValueMap<string> labels = Labels("topology.istio.io/locality=new.z,istio-locality=old.z");

        Assert.Equal("old/z", Istio128.OfPod(labels, ResolvedLocality.Unknown).Value.ToString());
        Assert.Equal("new/z", Istio129.OfPod(labels, ResolvedLocality.Unknown).Value.ToString());
        Assert.Equal("r", Istio128.OfPod(Labels("topology.istio.io/locality=new"), Node("r", "", ""), "p", "n").Value.ToString());
    }

    [Fact]
    public void A_pod_without_known_node_and_label_is_nowhere() =>
        Assert.Same(ResolvedLocality.Unknown, Istio129.OfPod([], ResolvedLocality.Unknown, "ns/p"));

    [Theory]
    [InlineData("r/z/s", "", "r/z/s", "locality")]
    [InlineData("r.z.s", "", "r.z.s", "locality")]
    [InlineData("r/z", "istio-locality=x.y", "r/z", "locality")]
    [InlineData("", "istio-locality=x.y", "x/y", "istio-locality")]
    [InlineData(null, "topology.istio.io/locality=a.b,istio-locality=x.y", "a/b", "topology.istio.io/locality")]
    public void The_field_of_an_endpoint_wins_as_it_stands(string? field, string labels, string expected, string source)
    {
        ResolvedLocality locality = Istio129.OfServiceEntryEndpoint(field, Labels(labels), "ns/se");

        Assert.Equal(expected, locality.Value.ToString());
        Assert.Equal(("ServiceEntry", "ns/se", source), (locality.Sources[0].Kind, locality.Sources[0].Object, locality.Sources[0].Field));
    }

    [Fact]
    public void A_dotted_field_is_one_region() =>
        Assert.Equal(new Locality("r.z.s"), Istio129.OfServiceEntryEndpoint("r.z.s", []).Value);

    [Fact]
    public void An_endpoint_without_field_and_label_is_nowhere() =>
        Assert.Same(ResolvedLocality.Unknown, Istio129.OfServiceEntryEndpoint("", Labels("topology.kubernetes.io/region=r")));

    [Fact]
    public void Labels_of_a_WorkloadEntry_win_over_those_of_its_spec()
    {
        ResolvedLocality locality = Istio129.OfWorkloadEntry(null, Labels("istio-locality=spec"), Labels("istio-locality=object"), "ns/vm");

        Assert.Equal("object", locality.Value.Region);
        Assert.Equal(new LocalitySource("WorkloadEntry", "ns/vm", "istio-locality", "object"), Assert.Single(locality.Sources));
        Assert.Equal("field", Istio129.OfWorkloadEntry("field", Labels("istio-locality=spec")).Value.Region);
    }

    [Fact]
    public void The_version_gates_endpoints_as_it_gates_pods() =>
        Assert.Same(ResolvedLocality.Unknown, Istio128.OfServiceEntryEndpoint(null, Labels("topology.istio.io/locality=a.b")));

    [Fact]
    public void Provenance_reads_well_with_and_without_names()
    {
        Assert.Equal(
            "istio-locality of Pod ns/p",
            Istio129.OfPod(Labels("istio-locality=r"), ResolvedLocality.Unknown, "ns/p").Sources[0].ToString());
        Assert.Equal("istio-locality of Pod", Istio129.OfPod(Labels("istio-locality=r"), ResolvedLocality.Unknown).Sources[0].ToString());
    }

    internal static ValueMap<string> Labels(string text) =>
        text.Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .Select(pair => new KeyValuePair<string, string>(pair[0], pair[1]))
            .ToValueMap();

    private static ValueMap<string> Node(string region, string zone, string subzone) =>
        [new(LocalityLabel.Region, region), new(LocalityLabel.Zone, zone), new(LocalityLabel.Subzone, subzone)];
}
