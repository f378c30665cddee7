using System.Text;
using CsCheck;
using Mesh.Istio.Manifests;

namespace Mesh.Istio.Tests.Serialization;

/// <summary>Whatever bytes come: an answer, never an exception, and in reasonable time.</summary>
public sealed class BrokenTextTests
{
    private const long MemoryLimit = 200_000_000;

    private const string Manifest = """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: &n details, namespace: bookinfo, labels: {"a/b": 'c', ? d : *n}}
        spec:
          hosts: [details]
          http:
          - match: [{uri: {prefix: /a}, headers: {x: {}}}]
            timeout: 1h2.5s
            route:
            - destination: {host: details, port: {number: 9080}}
              weight: 100
        ---
        {"apiVersion": "v1", "kind": "List", "items": [{"apiVersion": "security.istio.io/v1", "kind": "PeerAuthentication",
          "metadata": {"name": "\u0061"},
          "spec": {"mtls": {"mode": "STRICT"}, "portLevelMtls": {"80": {}}}}]}
        ---
        apiVersion: networking.istio.io/v1beta1
        kind: DestinationRule
        metadata:
          name: >-
            folded
          annotations: {text: "a\nb\u2028"}
        spec: {host: |-
          literal
        , trafficPolicy: {outlierDetection: {interval: 5s, maxEjectionPercent: 1_0}}}
        """;

    private static readonly string[] Pieces =
    [
        ": ", "\n", "- ", "{", "}", "[", "]", "\"", "'", "&a ", "*a", "*n", "<<: ", "|", ">", "%", "---\n", "...\n", "? ", "!",
            "!!binary ", "#", "\t", ",", "\\", "0x", "1e999", "null", "\0", "\ud800", "😀",
        "apiVersion: v1\n", "kind: List\n", "items:\n", "metadata:\n", "spec:\n", "  ", "\u0085", "\ufeff",
    ];

    [Fact]
    public void Random_bytes_are_answered() => Gen.Int.Sample(seed => Answers(Bytes(new Random(seed))), iter: 50_000, threads: 2);

    [Fact]
    public void Random_pieces_of_YAML_and_JSON_are_answered() =>
        Gen.Int.Sample(seed => Answers(Encoding.UTF8.GetBytes(Join(new Random(seed)))), iter: 35_000, threads: 2);

    [Fact]
    public void Mutated_manifests_are_answered() => Gen.Int.Sample(seed => Answers(Mutate(new Random(seed))), iter: 15_000, threads: 2);

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("{\"a\":")]
    [InlineData("? ")]
    [InlineData("&a [*a, ")]
    [InlineData("!")]
    [InlineData("'")]
    [InlineData("#\n")]
    [InlineData("---\n")]
    public void A_piece_repeated_many_times_is_answered(string piece) =>
        Answers(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(piece, 20_000))));

    private static void Answers(byte[] bytes)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        ManifestSet set = ManifestReader.Read(bytes, "file");
        // What is allocated in all bounds what is alive at any moment.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MemoryLimit);
        Assert.All(set.Diagnostics, finding => Assert.StartsWith("MY0", finding.Code, StringComparison.Ordinal));
        foreach (Istio.Resources.IstioObject value in set.Objects)
        {
            // What could be read can be written and read again.
            Assert.Equal(value, Assert.Single(ManifestReader.Read(ManifestWriter.ToYaml(value)).Objects));
        }
    }

    private static byte[] Bytes(Random random)
    {
        byte[] bytes = new byte[random.Next(60)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static string Join(Random random) =>
        string.Concat(
            Enumerable.Range(0, random.Next(20)).Select(_ => random.Next(3) == 0 ? Texts.Any(random) : Pieces[random.Next(Pieces.Length)]));

    private static byte[] Mutate(Random random)
    {
        List<byte> bytes = [.. Encoding.UTF8.GetBytes(Manifest)];
        for (int i = random.Next(1, 6); i > 0; i--)
        {
            bytes.Add((byte)'\n');
            int at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at));
                    break;
                case 2:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 60), bytes.Count - at)));
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    bytes.Add((byte)'x');
                    break;
            }
        }

        return [.. bytes];
    }
}
