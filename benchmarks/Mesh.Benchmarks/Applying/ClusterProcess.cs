using System.Diagnostics;
using System.Globalization;
using Mesh.Kubernetes.Connections;
using k8s;

namespace Mesh.Benchmarks.Applying;

/// <summary>Doubles of API servers in a process of their own: what they cost is not measured as ours.</summary>
internal sealed class ClusterProcess : IDisposable
{
    private const string Token = "admin";
    private readonly Process _process;

    public ClusterProcess(int clusters)
    {
        _process = Process.Start(
            new ProcessStartInfo(Environment.ProcessPath!, [ClusterServer.Argument, clusters.ToString(CultureInfo.InvariantCulture)])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            })!;
        Urls = [.. _process.StandardOutput.ReadLine()!.Split(' ').Select(url => new Uri(url))];
    }

    public ValueList<Uri> Urls { get; }

    /// <summary>A client with no more than what HTTP needs.</summary>
    public HttpClient Client(int cluster) =>
        new(new SocketsHttpHandler()) { BaseAddress = Urls[cluster], DefaultRequestHeaders = { Authorization = new("Bearer", Token) } };

    public IEnumerable<ClusterConnection> Connections() => Urls.Select((url, i) => ClusterConnection.FromConfiguration(
        Name(i), new KubernetesClientConfiguration { Host = url.ToString().TrimEnd('/'), AccessToken = Token }));

    public static string Name(int cluster) => string.Create(CultureInfo.InvariantCulture, $"c{cluster}");

    /// <summary>Empties the clusters.</summary>
    public void Reset() => Tell(ClusterServer.Reset);

    /// <summary>The requests since the last telling, as <c>GET=3 PATCH=12</c>.</summary>
    public string Count() => Tell(ClusterServer.Count);

    /// <summary>Gives every cluster pods.</summary>
    public void SeedPods(int count) => Tell(string.Create(CultureInfo.InvariantCulture, $"{ClusterServer.Pods} {count}"));

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private string Tell(string command)
    {
        _process.StandardInput.WriteLine(command);
        return _process.StandardOutput.ReadLine()!;
    }
}
