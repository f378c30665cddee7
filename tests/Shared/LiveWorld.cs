using System.Text;
using k8s;
using Mesh.ApiServerDouble;
using Mesh.Kubernetes.Connections;

namespace Mesh.Tests;

/// <summary>Some clusters, each a double of the API server, and the connections to them. What it opens ends with it.</summary>
internal sealed class LiveWorld : IAsyncDisposable
{
    private readonly List<ClusterConnection> _connections = [];

    private LiveWorld(IReadOnlyList<ApiServer> servers) => Servers = servers;

    public IReadOnlyList<ApiServer> Servers { get; }

    /// <summary>No test waits for a retry, and none trips the circuit breaker by accident.</summary>
    public static ClusterConnectionOptions Fast { get; } = new()
    {
        RetryDelay = TimeSpan.FromMilliseconds(1),
        MaxRetryDelay = TimeSpan.FromMilliseconds(2),
        BreakerMinimumThroughput = 1000,
    };

    public static async Task<LiveWorld> StartAsync(
        IEnumerable<string> clusters, CustomResources? crds = null, IReadOnlyList<Account>? accounts = null, bool enforcesAccess = false)
    {
        var servers = new List<ApiServer>();
        foreach (string name in clusters)
        {
            servers.Add(
                await ApiServer.StartAsync(
                    new()
                    {
                        Name = name,
                        Resources = crds ?? IstioKinds.All,
                        Accounts = accounts ?? Account.Usual,
                        EnforcesAccess = enforcesAccess,
                    }));
        }

        return new LiveWorld(servers);
    }

    /// <summary>A connection that its caller disposes of.</summary>
    public static ClusterConnection Open(ApiServer server, string account = "admin", ClusterConnectionOptions? options = null)
    {
        using var kubeconfig = new MemoryStream(Encoding.UTF8.GetBytes(server.Kubeconfig(account: account)));
        return ClusterConnection.FromConfiguration(
            server.Name, KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfig), options ?? Fast);
    }

    public ClusterConnection Connect(ApiServer server, string account = "admin", ClusterConnectionOptions? options = null)
    {
        _connections.Add(Open(server, account, options));
        return _connections[^1];
    }

    /// <summary>A connection to every cluster.</summary>
    public ClusterConnection[] Connect(string account = "admin", ClusterConnectionOptions? options = null) =>
        [.. Servers.Select(server => Connect(server, account, options))];

    public void ClearRequests()
    {
        foreach (ApiServer server in Servers)
        {
            server.ClearRequests();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _connections.ForEach(connection => connection.Dispose());
        foreach (ApiServer server in Servers)
        {
            await server.DisposeAsync();
        }
    }
}
