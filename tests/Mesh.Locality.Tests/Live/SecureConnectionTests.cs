using System.Text;
using System.Text.Json;
using Mesh.ApiServerDouble;
using Mesh.Kubernetes.Connections;

namespace Mesh.Localities.Tests.Live;

/// <summary>Connections through TLS, with the credentials that a kubeconfig can name.</summary>
public sealed class SecureConnectionTests : IDisposable
{
    private const string Secret = "s3cr3t-of-a-plugin";
    private readonly Certificates _certificates = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("mesh-connections-").FullName;
    private readonly HastyTime _time = new();

    public void Dispose()
    {
        _certificates.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_server_with_a_certificate_of_the_right_authority_is_spoken_to_over_http_2()
    {
        await using ApiServer server = await StartAsync();
        using ClusterConnection connection = Connect(server, "token: viewer", _certificates.AuthorityData);

        ClusterResult<string> result = await SendAsync(connection);

        Assert.Equal("NodeList", result.Value);
        Assert.Equal(("viewer", "HTTP/2"), Assert.Single(server.Requests) is var request ? (request.User, request.Protocol) : default);
    }

    [Fact]
    public async Task A_certificate_of_another_authority_is_refused_once_and_nothing_is_sent()
    {
        using var others = new Certificates();
        await using ApiServer server = await StartAsync();
        using ClusterConnection connection = Connect(server, "token: viewer", others.AuthorityData);

        ClusterResult<string> result = await SendAsync(connection);

        Assert.Equal((ClusterFailureKind.Untrusted, 1), (result.Failure!.Kind, result.Failure.Attempts));
        Assert.Contains("certificate", result.Failure.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
        Assert.Empty(_time.Waits);
    }

    [Fact]
    public async Task Without_an_authority_a_private_certificate_is_refused()
    {
        await using ApiServer server = await StartAsync();
        using ClusterConnection connection = Connect(server, "token: viewer", authority: null);

        ClusterResult<string> result = await SendAsync(connection);

        Assert.Equal(ClusterFailureKind.Untrusted, result.Failure!.Kind);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_certificate_of_another_host_is_refused_although_the_authority_is_right()
    {
        await using ApiServer server = await StartAsync("other.example.com");
        using ClusterConnection connection = Connect(server, "token: viewer", _certificates.AuthorityData);

        ClusterResult<string> result = await SendAsync(connection);

        Assert.Equal((ClusterFailureKind.Untrusted, 1), (result.Failure?.Kind, result.Failure?.Attempts));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task The_host_may_have_the_name_that_the_kubeconfig_says()
    {
        await using ApiServer server = await StartAsync("other.example.com");
        using ClusterConnection connection = Connect(
            server, "token: viewer", $"{_certificates.AuthorityData}, tls-server-name: other.example.com");

        Assert.Equal("NodeList", (await SendAsync(connection)).Value);
    }

    [Fact]
    public async Task A_client_certificate_tells_who_asks()
    {
        await using ApiServer server = await StartAsync();
        (string certificate, string key) = _certificates.Client("viewer");
        using ClusterConnection connection = Connect(
            server, $"{{client-certificate-data: {certificate}, client-key-data: {key}}}", _certificates.AuthorityData);

        ClusterResult<string> result = await SendAsync(connection);

        Assert.Equal("NodeList", result.Value);
        Assert.Equal("viewer", Assert.Single(server.Requests).User);
    }

    [Theory]
    [InlineData("2999-01-01T00:00:00Z", false)]
    [InlineData("2001-01-01T00:00:00Z", true)]
    public async Task A_plugin_is_asked_again_when_its_token_expired(string expires, bool again)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        string calls = Path.Combine(_folder, "calls");
        string credential =
            $$$"""{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":"""
            + $$$"""{"token":"viewer","expirationTimestamp":"{{{expires}}}"}}""";
        using ClusterConnection connection = Connect(server, Plugin($"echo call >> '{calls}'\necho '{credential}'"));

        ClusterResult<string>[] results = [await SendAsync(connection), await SendAsync(connection), await SendAsync(connection)];

        Assert.All(results, result => Assert.Equal("NodeList", result.Value));
        Assert.All(server.Requests, request => Assert.Equal("viewer", request.User));
        int asked = (await File.ReadAllLinesAsync(calls)).Length;
        Assert.True(again ? asked >= 3 : asked <= 2, $"The plugin was called {asked} times for 3 requests.");
    }

    [Fact]
    public async Task A_plugin_is_asked_again_when_the_server_refuses_its_token()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        string calls = Path.Combine(_folder, "calls");
        using ClusterConnection connection = Connect(server, Plugin($$$"""
            echo call >> '{{{calls}}}'
            token=viewer
            [ $(wc -l < '{{{calls}}}') -gt 1 ] || token=revoked
            echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"'$token'"}}'
            """));

        ClusterResult<string>[] results = [await SendAsync(connection), await SendAsync(connection)];

        Assert.All(results, result => Assert.Equal("NodeList", result.Value));
        Assert.Equal(2, (await File.ReadAllLinesAsync(calls)).Length);
    }

    [Fact]
    public async Task What_a_failing_plugin_prints_is_not_repeated()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using ClusterConnection connection = Connect(server, Plugin($"echo '{Secret}' >&2\necho '{Secret}'\nexit 3"));

        ClusterResult<string> result = await SendAsync(connection);

        Assert.Contains(result.Failure!.Kind, (ClusterFailureKind[])[ClusterFailureKind.Configuration, ClusterFailureKind.Credentials]);
        Assert.DoesNotContain(Secret, JsonSerializer.Serialize(result.Failure), StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Outside_of_a_cluster_the_configuration_of_inside_is_the_failure_of_the_request()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST") is null, "The test runs in a cluster.");
        using ClusterConnection connection = ClusterConnection.InCluster("here");

        ClusterResult<string> result = await SendAsync(connection);

        Assert.Equal((ClusterFailureKind.Configuration, 0), (result.Failure!.Kind, result.Failure.Attempts));
    }

    [Fact]
    public async Task A_long_list_comes_compressed_and_is_read_completely()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        string text = new('x', 300 * 1024);
        server.Seed(
            $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"long","namespace":"default"},"data":{"text":"{{{text}}}"}}""");
        using ClusterConnection connection = Connect(server, "token: admin");

        ClusterResult<string> result = await connection.SendAsync(
            ClusterRequest.Get("/api/v1/configmaps"),
            response =>
            {
                using var list = JsonDocument.Parse(response.Body);
                return list.RootElement
                    .GetProperty("items")
                    .EnumerateArray()
                    .Single(item => item.GetProperty("metadata").GetProperty("name").GetString() == "long")
                    .GetProperty("data")
                    .GetProperty("text")
                    .GetString()!;
            },
            TestContext.Current.CancellationToken);

        Assert.Equal(text, result.Value);
        Assert.True(Assert.Single(server.Requests).IsCompressed);
    }

    private Task<ApiServer> StartAsync(string? host = null) => ApiServer.StartAsync(new() { Certificate = _certificates.Server(host) });

    private ClusterConnection Connect(ApiServer server, string user, string? authority = null)
    {
        string ca = authority is null ? "" : $", certificate-authority-data: {authority}";
        string path = Path.Combine(_folder, "kubeconfig");
        File.WriteAllText(path, $$"""
            apiVersion: v1
            kind: Config
            clusters: [{name: east, cluster: {server: "{{server.Url.ToString().TrimEnd('/')}}"{{ca}} } }]
            contexts: [{name: east, context: {cluster: east, user: east} }]
            users: [{name: east, user: {{(user.StartsWith('{') ? user : "{" + user + "}")}} }]
            current-context: east
            """);
        return ClusterConnection.FromKubeconfig("east", path, options: new() { TimeProvider = _time });
    }

    private string Plugin(string lines)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The plugin is a shell script.");
        string path = Path.Combine(_folder, "plugin.sh");
        File.WriteAllText(path, $"#!/bin/sh\n{lines}\n", new UTF8Encoding(false));
        return $"{{exec: {{apiVersion: client.authentication.k8s.io/v1, command: /bin/sh, args: [\"{path}\"], interactiveMode: Never}}}}";
    }

    private static Task<ClusterResult<string>> SendAsync(ClusterConnection connection) => connection.SendAsync(
        ClusterRequest.Get("/api/v1/nodes?limit=5"),
        response =>
        {
            using var document = JsonDocument.Parse(response.Body);
            return document.RootElement.GetProperty("kind").GetString()!;
        },
        TestContext.Current.CancellationToken);
}
