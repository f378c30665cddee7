using System.Text.Json;
using k8s.KubeConfigModels;
using Mesh.Kubernetes.Connections;

namespace Mesh.Localities.Tests.Live;

/// <summary>Exec plugins of a kubeconfig: what they are told, what they may print, and how long they may take.</summary>
public sealed class ExecPluginTests : IDisposable
{
    private const string Version = "client.authentication.k8s.io/v1";
    private readonly string _folder = Directory.CreateTempSubdirectory("mesh-plugin-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_plugin_is_told_its_cluster_when_it_asks_for_it()
    {
        var cluster = new ClusterEndpoint
        {
            Server = "https://east.example.com",
            TlsServerName = "other",
            CertificateAuthorityData = "YWJj"
        };
        string told = Path.Combine(_folder, "told");

        ExecCredential credential = await Plugin(Printing("abc") + $"; echo \"$KUBERNETES_EXEC_INFO\" > '{told}'", cluster, asks: true)
            .RunAsync(Cancellation);

        Assert.Equal(new ExecCredential("abc", "", "", null), credential);
        using var info = JsonDocument.Parse(await File.ReadAllTextAsync(told, Cancellation));
        Assert.Equal(("ExecCredential", Version), (info.RootElement.GetProperty("kind").GetString(),
            info.RootElement.GetProperty("apiVersion").GetString()));
        JsonElement given = info.RootElement.GetProperty("spec").GetProperty("cluster");
        Assert.Equal("""{"server":"https://east.example.com","tls-server-name":"other","certificate-authority-data":"YWJj"}""",
            given.GetRawText());
    }

    [Fact]
    public async Task Arguments_are_given_one_by_one()
    {
        string told = Path.Combine(_folder, "told");

        await Plugin($"printf '%s|' \"$@\" > '{told}'; {Printing("abc")}", arguments: ["sh", "a b", "", "$c"]).RunAsync(Cancellation);

        Assert.Equal("a b||$c|", await File.ReadAllTextAsync(told, Cancellation));
    }

    [Theory]
    [InlineData("echo '{}'", "the apiVersion of what it printed is another one")]
    [InlineData("echo '[]'", "the apiVersion of what it printed is another one")]
    [InlineData("""echo '{"apiVersion":"client.authentication.k8s.io/v1beta1"}'""", "is 'client.authentication.k8s.io/v1beta1', and the kubeconfig says 'client.authentication.k8s.io/v1'")]
    [InlineData("""echo '{"apiVersion":"eyJhbGciOiJIUzI1NiJ9"}'""", "is another one")]
    [InlineData("""echo '{"apiVersion":"client.authentication.k8s.io/v1","status":7}'""", "neither a token nor a certificate")]
    [InlineData("""echo '{"apiVersion":"client.authentication.k8s.io/v1","status":{"token":"\ud800"}}'""", "is not an ExecCredential")]
    [InlineData("echo eyJhbGciOiJIUzI1NiJ9", "is not an ExecCredential")]
    [InlineData("true", "is not an ExecCredential")]
    [InlineData("exit 7", "exit code 7")]
    [InlineData("echo 'run login again' >&2; exit 7", "exit code 7. It said: run login again.")]
    [InlineData("yes | head -c 3000000", "printed more than 1048576 bytes")]
    public async Task What_is_no_credential_is_said_without_repeating_it(string script, string said)
    {
        ConfigurationRefusedException refused = await Assert.ThrowsAsync<ConfigurationRefusedException>(() => Plugin(script)
            .RunAsync(Cancellation));

        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("eyJ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plugin_that_does_not_end_is_ended()
    {
        var time = new HastyTime { Timeouts = TimeSpan.FromHours(1) };
        string pid = Path.Combine(_folder, "pid");

        ConfigurationRefusedException refused = await Assert.ThrowsAsync<ConfigurationRefusedException>(
            () => Plugin($"echo $$ > '{pid}'; exec sleep 600", time: time).RunAsync(Cancellation));

        Assert.Contains("did not end within 2 minutes", refused.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromMinutes(2), Assert.Single(time.Waits));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string Printing(string token) => $$$"""echo '{"apiVersion":"{{{Version}}}","status":{"token":"{{{token}}}"}}'""";

    private static ExecPlugin Plugin(string script, ClusterEndpoint? cluster = null, bool asks = false, string[]? arguments = null,
        TimeProvider? time = null)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The plugin is a shell script.");
        return new ExecPlugin(
            new ExternalExecution
            {
                ApiVersion = Version,
                Command = "/bin/sh",
                Arguments = ["-c", script, .. arguments ?? []],
                ProvideClusterInfo = asks
            }, cluster, time ?? TimeProvider.System);
    }
}
