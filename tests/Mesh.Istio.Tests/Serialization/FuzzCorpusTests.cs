using System.Text;
using Mesh.Dumps;
using Mesh.Inventories;
using Mesh.Istio.Manifests;
using Mesh.Tests;

namespace Mesh.Istio.Tests.Serialization;

/// <summary>
/// What fuzzing starts from, and the inputs that it found: all readers answer all of them (tests/Mesh.Fuzzing does so for ones nobody
/// wrote).
/// </summary>
public class FuzzCorpusTests
{
    public static TheoryData<string> Files => new(
        Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "tests", "Mesh.Fuzzing", "Corpus"), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(RepositoryRoot.Path, file)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_text_of_the_corpus_is_answered(string file)
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(RepositoryRoot.Path, file));
        string text = Encoding.UTF8.GetString(bytes);

        Assert.All(ManifestReader.Read(bytes, "file").Objects,
            value => Assert.Equal(value, Assert.Single(ManifestReader.Read(ManifestWriter.ToYaml(value)).Objects)));
        Assert.All(
            (ModelReadResult[])[MeshModel.FromYaml(text), MeshModel.FromDocuments(text), MeshModel.FromJson(bytes)],
            read => Assert.True(read.Model is null ? read.Diagnostics.HasErrors : read.Model == MeshModel.FromYaml(read.Model.ToYaml())
                .Model));
        Assert.NotNull(Inventory.FromDumps([new DumpFile("aws", "file", bytes)]).Diagnostics.ToString());
    }
}
