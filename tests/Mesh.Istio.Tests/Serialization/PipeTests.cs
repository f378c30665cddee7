using System.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Manifests;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Tests.Serialization;

/// <summary>Who opens a pipe that nobody writes to waits for ever.</summary>
public sealed class PipeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mesh").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_pipe_where_files_are_read_or_written_holds_up_nothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Pipes have no place in folders there.");
        Directory.CreateDirectory(Path.Combine(_folder, "aws"));
        await MakePipe(Path.Combine(_folder, "aws", "02-destinationrule.mc.one.yaml"));

        MeshResources read = await Within(() => MeshResources.Read(_folder));
        WriteResult result = await Within(() => new MeshResources { Clusters = [Cluster("aws", "one")] }.WriteTo(_folder));
        ModelReadResult model = await Within(() => MeshModel.FromFolder(_folder));

        Assert.Equal("aws/02-destinationrule.mc.one.yaml", Assert.Single(read.Diagnostics).Path);
        Assert.Equal("MY013 aws/02-destinationrule.mc.one.yaml", string.Join(", ", result.Diagnostics.Select(d => $"{d.Code} {d.Path}")));
        Assert.NotEmpty(model.Diagnostics);
        Assert.Contains(
            (await Within(() => Inventory.FromDumps(_folder))).Diagnostics, d => d.Path == "aws/02-destinationrule.mc.one.yaml");
    }

    private static async Task MakePipe(string path)
    {
        using Process process = Process.Start("mkfifo", [path]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
    }

    /// <summary>The result of something that must not wait for anybody; a thread that waits for ever ends with the process.</summary>
    private static Task<T> Within<T>(Func<T> ask) =>
        Task.Factory.StartNew(ask, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
            .WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

    private static ClusterResources Cluster(string name, params string[] hosts) => new(name)
    {
        Objects = [.. hosts.Select(host => new DestinationRule { Metadata = new() { Name = host, Namespace = "mc" }, Host = host })],
    };
}
