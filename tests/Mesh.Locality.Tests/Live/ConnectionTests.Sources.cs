using System.Text;
using System.Text.Json;
using Mesh.Kubernetes.Connections;
using k8s;

namespace Mesh.Localities.Tests.Live;

/// <summary>Where a connection comes from, and what it never shows.</summary>
public sealed partial class ConnectionTests
{
    [Fact]
    public async Task A_context_that_is_not_there_is_the_failure_of_the_request()
    {
        using ClusterConnection connection = ClusterConnection.FromKubeconfig(
            "west", Kubeconfig(_server.Kubeconfig()), options: new() { TimeProvider = _time });

        ClusterResult<string> result = await connection.SendAsync(Nodes, Kind, TestContext.Current.CancellationToken);

        Assert.Equal(ClusterFailureKind.Configuration, result.Failure!.Kind);
        Assert.Contains("'west'", result.Failure.Message, StringComparison.Ordinal);
        Assert.Contains("'east'", result.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kubeconfig_that_is_not_there_is_the_failure_of_the_request()
    {
        using ClusterConnection connection = ClusterConnection.FromKubeconfig(
            "east", Path.Combine(Path.GetTempPath(), "no-such-kubeconfig"));

        ClusterResult<string> result = await connection.SendAsync(Nodes, Kind, TestContext.Current.CancellationToken);

        Assert.Equal((ClusterFailureKind.Configuration, 0), (result.Failure!.Kind, result.Failure.Attempts));
    }

    [Theory]
    [InlineData(false, ClusterFailureKind.Configuration)]
    [InlineData(true, ClusterFailureKind.Unreachable)]
    public async Task Tls_is_verified_unless_one_says_otherwise_twice(bool allowed, ClusterFailureKind kind)
    {
        await _server.StopAsync();
        string kubeconfig = _server.Kubeconfig()
            .Replace("http://", "https://", StringComparison.Ordinal)
            .Replace("    server:", "    insecure-skip-tls-verify: true\n    server:", StringComparison.Ordinal);
        using ClusterConnection connection = ClusterConnection.FromKubeconfig(
            "east", Kubeconfig(kubeconfig), options: new() { AllowInsecureTls = allowed, MaxRetries = 0, TimeProvider = _time });

        ClusterResult<string> result = await connection.SendAsync(Nodes, Kind, TestContext.Current.CancellationToken);

        Assert.Equal(kind, result.Failure!.Kind);
    }

    [Fact]
    public async Task A_client_of_the_caller_is_used_with_its_credentials()
    {
        using var client = new k8s.Kubernetes(new KubernetesClientConfiguration { Host = _server.Url.ToString(), AccessToken = "viewer" });
        using ClusterConnection connection = ClusterConnection.FromClient("east", client);

        ClusterResult<string> result = await connection.SendAsync(Nodes, Kind, TestContext.Current.CancellationToken);

        Assert.Equal("NodeList", result.Value);
        Assert.Equal("viewer", Assert.Single(_server.Requests).User);
    }

    private static string Kubeconfig(string text)
    {
        string path = Path.Combine(Path.GetTempPath(), $"mesh-kubeconfig-{Path.GetRandomFileName()}");
        File.WriteAllText(path, text, Encoding.UTF8);
        return path;
    }

    [Fact]
    public async Task Failures_hold_no_secret()
    {
        string broken = $"""
            apiVersion: v1
            kind: Config
            clusters: [{"{"}name: east, cluster: {"{"}server: "{_server.Url}"{"}"}{"}"}]
            contexts: [{"{"}name: east, context: {"{"}cluster: east, user: east{"}"}{"}"}]
            users:
            - name: east
              user:
                exec: {"{"}apiVersion: client.authentication.k8s.io/v1, command: echo, args: ["{Secret}"], interactiveMode: Never{"}"}
            current-context: east
            """;
        using ClusterConnection exec = ClusterConnection.FromKubeconfig("east", Kubeconfig(broken));
        using ClusterConnection token = ClusterConnection.FromConfiguration(
            "east", new KubernetesClientConfiguration
            {
                Host = _server.Url.ToString(),
                AccessToken = Secret,
            }, new() { TimeProvider = _time });

        ClusterResult<string> first = await exec.SendAsync(Nodes, Kind, TestContext.Current.CancellationToken);
        ClusterResult<string> second = await token.SendAsync(Nodes, Kind, TestContext.Current.CancellationToken);

        Assert.Equal(ClusterFailureKind.Configuration, first.Failure!.Kind);
        Assert.Equal(ClusterFailureKind.Unauthorized, second.Failure!.Kind);
        Assert.DoesNotContain(Secret, JsonSerializer.Serialize(new[] { first.Failure, second.Failure }), StringComparison.Ordinal);
    }
}
