using Mesh.Recordings;
using Mesh.Tests;

namespace Mesh.ApiServerDouble.Tests.Replay;

/// <summary>The recorded requests of a real API server, sent to two doubles.</summary>
public sealed class ReplayTests(ReplayTests.Run run, ITestOutputHelper output) : IClassFixture<ReplayTests.Run>
{
    public static TheoryData<string> Files => [.. Replayer.Files];

    [Theory]
    [MemberData(nameof(Files))]
    public void The_double_answers_as_the_recorded_server(string file)
    {
        Assert.SkipWhen(run.Results is null, "Istio's CRDs are not there; set MESH_SHARED to the folder that holds 'istio'.");
        (Recording Recording, List<string> Differences)[] all =
            [.. run.Results!.Where(pair => pair.Key.File == file).Select(pair => (pair.Key, pair.Value))];
        Assert.SkipWhen(all.Length == 0 && !Truth.IsPacked, $"The folders of MESH_TRUTH have no {file}.");
        string[] differing = [.. all.Where(one => one.Differences.Count > 0).Select(one => one.Recording.Id)];
        output.WriteLine($"{file}: {all.Length - differing.Length} of {all.Length} agree");
        string[] unexplained = [.. all.Where(one => one.Differences.Count > 0 && !KnownDifferences.Has(file, one.Recording.Id))
            .Select(one => one.Recording.Id + "\n  " + string.Join("\n  ", one.Differences.Take(6)))];
        Assert.True(unexplained.Length == 0, $"{file}: {unexplained.Length} of {all.Length} differ\n{string.Join("\n", unexplained)}");
        Assert.Empty(KnownDifferences.Of(file).Except(differing));
    }

    /// <summary>One replay of all files.</summary>
    public sealed class Run : IAsyncLifetime
    {
        internal IReadOnlyDictionary<Recording, List<string>>? Results { get; private set; }

        public async ValueTask InitializeAsync()
        {
            string shared = Environment.GetEnvironmentVariable("MESH_SHARED") is { Length: > 0 } folder
                ? folder
                : Path.Combine(RepositoryRoot.Path, "..", "shared");
            string istio = Path.Combine(shared, "istio");
            if (Directory.Exists(istio))
            {
                Results = await Replayer.RunAsync(istio);
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
