using CsCheck;
using Mesh.Dumps;
using Mesh.Inventories;
using Mesh.Tests;

namespace Mesh.Localities.Tests.Dumps;

/// <summary>Nothing that a file may hold crashes, hangs or fills the memory.</summary>
public class GarbageTests
{
    private const long MemoryLimit = 200_000_000;

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ":", ",", "- ", "\n", "\n  ", "\"", "'", "|", ">", "&a ", "*a", "---\n", "...", "%YAML 1.1\n", "!!str ", "? ",
            "#", "\t",
        "kind", "List", "items", "apiVersion", "v1", "metadata", "name", "labels", "Pod", "null", "true", "017", "\u00e9", "\ud83d\ude00",
            "\\ud800", "\0",
    ];

    private static readonly byte[][] Dumps = [.. Directory
        .EnumerateFiles(
            Path.Combine(RepositoryRoot.Path, "tests", "Mesh.Locality.Tests", "TestData", "two-clusters"), "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .Select(File.ReadAllBytes)];

    private static Gen<byte[]> Dump => Gen.Int[0, Dumps.Length - 1].Select(i => Dumps[i]);

    [Fact]
    public void Random_bytes_give_findings() =>
        Bounded(() => Gen.Byte.Array[0, 60].Sample(HasOutcome, iter: 60_000));

    [Fact]
    public void Random_pieces_of_syntax_give_findings_or_facts() =>
        Bounded(() => Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 30]
            .Select(pieces => System.Text.Encoding.UTF8.GetBytes(string.Concat(pieces)))
            .Sample(HasOutcome, iter: 30_000));

    [Fact]
    public void Mutated_dumps_give_findings_or_facts() =>
        Bounded(() => Gen.Select(Dump, Gen.Select(Gen.Int[0, int.MaxValue], Gen.Byte, Gen.Int[0, 3]).Array[1, 6])
            .Select((dump, mutations) => Mutate(dump, mutations))
            .Sample(HasOutcome, iter: 10_000));

    // Whatever a file holds, something is said about it: at least that its cluster has no node. A cluster of which nothing could be read is
    // not there.
    private static bool HasOutcome(byte[] content)
    {
        Inventory inventory = Inventory.FromDumps([new DumpFile("aws", "x.yaml", content)]);
        if (inventory.Clusters.IsEmpty)
        {
            return inventory.Diagnostics.Errors.Any(finding => finding.Path == "aws/x.yaml");
        }

        ClusterInventory cluster = inventory.Clusters[0];
        bool ownFinding = inventory.Diagnostics.Any(finding => finding.Path == "aws/x.yaml");
        bool facts = cluster.Nodes.Count + cluster.Namespaces.Count + cluster.Services.Count + cluster.Workloads.Count
            + cluster.Endpoints.Count + cluster.ServiceAccounts.Count > 0 || cluster.MeshConfig is not null;
        return ownFinding || facts || inventory.Diagnostics.Any(finding => finding.Code == "MI010");
    }

    private static byte[] Mutate(byte[] dump, (int At, byte Value, int Kind)[] mutations)
    {
        List<byte> bytes = [.. dump];
        foreach ((int at, byte value, int kind) in mutations)
        {
            int index = at % Math.Max(bytes.Count, 1);
            switch (kind)
            {
                case 0 when bytes.Count > 0:
                    bytes[index] = value;
                    break;
                case 1 when bytes.Count > 0:
                    bytes.RemoveRange(index, Math.Min(value, bytes.Count - index));
                    break;
                case 2:
                    bytes.InsertRange(index, System.Text.Encoding.UTF8.GetBytes(Pieces[value % Pieces.Length]));
                    break;
                default:
                    bytes.InsertRange(index, bytes.GetRange(index, Math.Min((int)value, bytes.Count - index)));
                    break;
            }
        }

        return [.. bytes];
    }

    [Theory]
    [InlineData("- ")]
    [InlineData("[")]
    [InlineData("{")]
    [InlineData("{a: ")]
    [InlineData("[a, ")]
    [InlineData("? ")]
    [InlineData("---\n")]
    [InlineData("a: 1\n")]
    [InlineData("\"a\": 1, ")]
    [InlineData("&a ")]
    [InlineData("! ")]
    [InlineData("%A b\n")]
    [InlineData("# \n")]
    [InlineData("'")]
    [InlineData("\"\\n")]
    [InlineData("- |\n")]
    public void A_long_repetition_is_read_or_refused_in_time(string piece) =>
        Bounded(
            () => Assert.True(
                HasOutcome(System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(piece, 200_000 / piece.Length))))));

    [Fact]
    public void An_object_with_a_hundred_thousand_labels_is_read() =>
        Assert.True(HasOutcome(System.Text.Encoding.UTF8.GetBytes(
            "apiVersion: v1\nkind: Node\nmetadata:\n  name: n\n  labels:\n" + string.Concat(
                Enumerable.Range(0, 100_000).Select(i => $"    k{i * 7919 % 100_000}: v\n")))));

    private static void Bounded(Action action)
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        action();
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, MemoryLimit);
    }
}
