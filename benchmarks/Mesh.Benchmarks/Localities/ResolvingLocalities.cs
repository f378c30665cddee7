using Mesh.Resolution;

namespace Mesh.Benchmarks.Localities;

/// <summary>Where a hundred thousand nodes, and the pods on them, are.</summary>
internal sealed class ResolvingLocalities : IBenchmark
{
    private const int Count = 100_000;

    public string Name => "resolving-localities";

    public IEnumerable<BenchmarkRow> Run()
    {
        ValueMap<string>[] current = [.. Enumerable.Range(0, Count).Select(i => Labels(i, LocalityLabel.Region, LocalityLabel.Zone))];
        ValueMap<string>[] legacy = [.. Enumerable.Range(0, Count).Select(
            i => Labels(i, LocalityLabel.LegacyRegion, LocalityLabel.LegacyZone))];
        ValueMap<string>[] pods = [.. Enumerable.Range(0, Count).Select(Pod)];
        var resolver = new LocalityResolver(IstioVersion.V1_31);
        double[] times = Measure.Microseconds(
            () => Resolve(current),
            () => Resolve(legacy),
            () => Resolve(resolver, pods, current));
        yield return BenchmarkRow.AtMost("100,000 nodes", times[0] / 1000, "ms", 50);
        yield return BenchmarkRow.AtMost("100,000 nodes with the old labels", times[1] / 1000, "ms", 50);
        yield return BenchmarkRow.Info("100,000 pods with the labels of their nodes", times[2] / 1000, "ms");
        yield return BenchmarkRow.Info(
            "memory for a node", Measure.AllocatedBytes(() => LocalityResolver.OfNode(current[0], "node")), "bytes");
    }

    private static void Resolve(ValueMap<string>[] nodes)
    {
        foreach (ValueMap<string> labels in nodes)
        {
            LocalityResolver.OfNode(labels, "node");
        }
    }

    private static void Resolve(LocalityResolver resolver, ValueMap<string>[] pods, ValueMap<string>[] nodes)
    {
        for (int i = 0; i < pods.Length; i++)
        {
            resolver.OfPod(pods[i], nodes[i], "namespace/pod", "node");
        }
    }

    // As many labels as nodes of a managed cluster carry.
    private static ValueMap<string> Labels(int i, string region, string zone) =>
    [
        new("beta.kubernetes.io/arch", "amd64"), new("beta.kubernetes.io/instance-type", "m5.large"), new("beta.kubernetes.io/os", "linux"),
        new("eks.amazonaws.com/capacityType", "ON_DEMAND"), new("eks.amazonaws.com/nodegroup", "workers"),
        new("k8s.io/cloud-provider-aws", "x"),
        new("kubernetes.io/arch", "amd64"), new("kubernetes.io/hostname", $"ip-10-0-{i / 250}-{i % 250}"), new("kubernetes.io/os", "linux"),
        new("node.kubernetes.io/instance-type", "m5.large"), new("topology.ebs.csi.aws.com/zone", "us-east-2a"),
        new("topology.k8s.aws/zone-id", "use2-az1"),
        new(region, "us-east-2"), new(zone, $"us-east-2{(char)('a' + (i % 3))}"),
    ];

    private static ValueMap<string> Pod(int i) => i % 10 == 0
        ? [new("app", "details"), new("pod-template-hash", "6c8f5d"), new("version", "v1"), new(
            LocalityLabel.Override, "us-east-2.us-east-2a")]
        : [new("app", "details"), new("pod-template-hash", "6c8f5d"), new("security.istio.io/tlsMode", "istio"), new("version", "v1")];
}
