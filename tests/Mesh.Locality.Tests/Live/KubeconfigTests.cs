using System.Text;
using Mesh.Inventories;
using Mesh.Kubernetes.Connections;

namespace Mesh.Localities.Tests.Live;

/// <summary>What keeps a kubeconfig from being used is said exactly, with file, context and server, and without secrets.</summary>
public sealed class KubeconfigTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mesh-kubeconfig-").FullName;

    private string File => Path.Combine(_folder, "config");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_file_that_is_missing_is_named() =>
        Assert.Equal($"The kubeconfig '{File}' does not exist.", await FailureAsync());

    [Fact]
    public async Task A_file_that_cannot_be_read_is_named_with_the_reason()
    {
        Directory.CreateDirectory(File);

        Assert.Equal($"The kubeconfig '{File}' cannot be read: it is a folder.", await FailureAsync());
    }

    [Theory]
    [InlineData("", " is empty.")]
    [InlineData("contexts: [a: {", " is not the YAML of a kubeconfig: ")]
    [InlineData("<html><body>Sign in</body></html>", " is not the YAML of a kubeconfig: ")]
    [InlineData("contexts:\n- name: [1]\n", " is not the YAML of a kubeconfig: ")]
    public async Task A_file_that_is_no_kubeconfig_is_named_with_the_reason(string text, string reason)
    {
        Write(text);

        string failure = await FailureAsync();

        Assert.StartsWith($"The kubeconfig '{File}'", failure, StringComparison.Ordinal);
        Assert.Contains(reason, failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_context_that_is_missing_is_named_with_those_that_are_there()
    {
        Write(Config("{token: abc}", context: "eu-1"));

        Assert.Equal($"The kubeconfig '{File}' has no context 'eu1'; it has 'eu-1'. Did you mean 'eu-1'?", await FailureAsync("eu1"));
    }

    [Theory]
    [InlineData("cluster: other, user: me", "names cluster 'other', which the file does not have.")]
    [InlineData("cluster: east, user: other", "names user 'other', which the file does not have.")]
    [InlineData("user: me", "names no cluster.")]
    public async Task A_part_of_the_context_that_is_missing_is_named(string details, string reason)
    {
        Write(Config("{token: abc}").Replace("cluster: east, user: me", details, StringComparison.Ordinal));

        Assert.Equal($"The context 'east' of kubeconfig '{File}' {reason}", await FailureAsync());
    }

    [Theory]
    [InlineData("{client-certificate: me.crt, client-key: me.key}", "", "client-certificate", "me.crt")]
    [InlineData("{token: abc}", ", certificate-authority: ca.crt", "certificate-authority", "ca.crt")]
    public async Task A_file_of_the_context_that_is_missing_is_named(string user, string cluster, string field, string file)
    {
        Write(Config(user, cluster: cluster));

        Assert.Equal(
            $"The {field} '{Path.Combine(_folder, file)}' of the context 'east' of kubeconfig '{File}' does not exist.",
            await FailureAsync());
    }

    [Fact]
    public async Task A_token_file_that_cannot_be_read_is_not_a_fault_of_the_kubeconfigs_text()
    {
        Write(Config("{tokenFile: none}"));

        string failure = await FailureAsync();

        Assert.StartsWith($"The kubeconfig '{File}' cannot be used: ", failure, StringComparison.Ordinal);
        Assert.Contains("Could not find file", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plugin_that_does_not_exist_is_named()
    {
        Write(Config("{exec: {apiVersion: client.authentication.k8s.io/v1, command: no-such-plugin, interactiveMode: Never}}"));

        string failure = await FailureAsync();

        Assert.StartsWith(
            $"The exec plugin 'no-such-plugin' of the context 'east' of kubeconfig '{File}' failed: ", failure, StringComparison.Ordinal);
        Assert.Contains("No such file", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_failing_plugin_says_is_repeated_without_what_can_be_a_token()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The plugin is a shell script.");
        string script = Path.Combine(_folder, "plugin.sh");
        await System.IO.File.WriteAllTextAsync(
            script, "echo 'Your session has expired: run login again' >&2\necho 'token: abcdefgh, "
                + "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0abcdef123' >&2\nexit 3\n", TestContext.Current.CancellationToken);
        Write(
            Config(
                $"{{exec: {{apiVersion: client.authentication.k8s.io/v1, command: /bin/sh, args: [\"{script}\"], interactiveMode: "
                    + $"Never}}}}"));

        string failure = await FailureAsync();

        Assert.Contains("The exec plugin '/bin/sh' of the context 'east'", failure, StringComparison.Ordinal);
        Assert.Contains("It said: Your session has expired: run login again token: [hidden]", failure, StringComparison.Ordinal);
        Assert.DoesNotContain("abcdefgh", failure, StringComparison.Ordinal);
        Assert.DoesNotContain("eyJ", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named_with_the_context_and_the_file()
    {
        Write(Config("{token: abc}"));

        string failure = await FailureAsync();

        Assert.Contains("No connection to server http://127.0.0.1:1: Connection refused", failure, StringComparison.Ordinal);
        Assert.EndsWith($"(context 'east' of kubeconfig '{File}').", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_the_files_that_KUBECONFIG_names_the_one_with_the_context_is_used()
    {
        string? before = Environment.GetEnvironmentVariable("KUBECONFIG");
        Write(Config("{token: abc}"));
        string other = Path.Combine(_folder, "other");
        System.IO.File.WriteAllText(other, Config("{token: abc}", context: "west"));
        try
        {
            Environment.SetEnvironmentVariable("KUBECONFIG", string.Join(Path.PathSeparator, Path.Combine(_folder, "none"), File, other));

            Assert.Equal([File, other], ((string[])["east", "west"]).Select(context => KubeconfigFile.Find(null, context).Path));
        }
        finally
        {
            Environment.SetEnvironmentVariable("KUBECONFIG", before);
        }
    }

    [Fact]
    public async Task A_wrong_path_is_one_finding_for_each_cluster()
    {
        Inventory inventory = await Inventory.ReadAsync(File, ["aws", "gcp"], cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(["aws", "gcp"], inventory.Diagnostics.Select(finding => finding.Path));
        Assert.All(
            inventory.Diagnostics,
            finding => Assert.Equal(
                $"Nothing can be read from cluster '{finding.Path}': The kubeconfig '{File}' does not exist.", finding.Message));
    }

    private async Task<string> FailureAsync(string context = "east")
    {
        using ClusterConnection connection = ClusterConnection.FromKubeconfig("aws", File, context, new() { MaxRetries = 0 });
        ClusterResult<int> result = await connection.SendAsync(
            ClusterRequest.Get("/api/v1/nodes"), response => response.Status, TestContext.Current.CancellationToken);
        return result.Failure!.Message;
    }

    private void Write(string text) => System.IO.File.WriteAllText(File, text, new UTF8Encoding(false));

    private static string Config(string user, string context = "east", string cluster = "") => $$"""
        apiVersion: v1
        kind: Config
        clusters: [{name: east, cluster: {server: "{{(cluster.Length > 0 ? "https" : "http")}}://127.0.0.1:1"{{cluster}} } }]
        contexts: [{name: {{context}}, context: {cluster: east, user: me} }]
        users: [{name: me, user: {{user}} }]
        """;
}
