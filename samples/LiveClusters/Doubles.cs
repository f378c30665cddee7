using System.Net.Http.Headers;
using System.Text;
using Mesh.ApiServerDouble;
using Mesh.Kubernetes.Connections;

namespace LiveClusters;

/// <summary>A double of the API server for each folder of dumps, filled with the objects in it, and a connection to each.</summary>
internal sealed class Doubles : IAsyncDisposable
{
    private readonly List<ApiServer> _servers = [];
    private readonly List<ClusterConnection> _connections = [];
    private readonly string _kubeconfig = Path.GetTempFileName();

    public IReadOnlyList<ApiServer> Servers => _servers;

    public IReadOnlyList<ClusterConnection> Connections => _connections;

    public static async Task<Doubles> StartAsync(string dumps)
    {
        var doubles = new Doubles();
        foreach (string folder in Directory.GetDirectories(dumps).Order(StringComparer.Ordinal))
        {
            ApiServer server = await ApiServer.StartAsync(new() { Name = Path.GetFileName(folder), Resources = IstioKinds.All });
            doubles._servers.Add(server);
            foreach (string file in Directory.GetFiles(folder).Order(StringComparer.Ordinal))
            {
                server.Seed(await File.ReadAllTextAsync(file));
            }
        }

        await File.WriteAllTextAsync(doubles._kubeconfig, ApiServer.Kubeconfig(doubles._servers));
        doubles._connections.AddRange(
            doubles._servers.Select(server => ClusterConnection.FromKubeconfig(server.Name, doubles._kubeconfig)));
        return doubles;
    }

    /// <summary>What a person does with <c>kubectl edit</c>.</summary>
    public static async Task EditAsync(ApiServer server, string path, string mergePatch)
    {
        using var client = new HttpClient { BaseAddress = server.Url };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "admin");
        using var patch = new StringContent(mergePatch, Encoding.UTF8, "application/merge-patch+json");
        using HttpResponseMessage answer = await client.PatchAsync(new Uri($"{path}?fieldManager=kubectl-edit", UriKind.Relative), patch);
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        _connections.ForEach(connection => connection.Dispose());
        foreach (ApiServer server in _servers)
        {
            await server.DisposeAsync();
        }

        File.Delete(_kubeconfig);
    }
}
