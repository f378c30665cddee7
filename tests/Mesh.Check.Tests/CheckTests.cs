using System.Text.Json;
using System.Xml.Linq;
using Checking;
using Mesh.ApiServerDouble;
using Mesh.Istio.Report;
using Mesh.Tests;
using Spectre.Console;

namespace Mesh.Check.Tests;

public sealed class CheckTests : IDisposable
{
    private static readonly string Model = Path.Combine(RepositoryRoot.Path, "samples/Check/model");
    private static readonly string Dumps = Path.Combine(RepositoryRoot.Path, "samples/Bookinfo.Failover/dumps");

    private readonly string _folder = Directory.CreateTempSubdirectory("mesh-check-").FullName;
    private readonly StringWriter _output = new();

    [Fact]
    public async Task Every_format_is_written_and_what_survives_is_fine()
    {
        Assert.Equal(ExitCode.Fine, await RunAsync("--model", Model, "--dumps", Dumps, "--out", _folder, "--title", "Bookinfo"));

        Assert.Contains("Survives what was asked", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("<h1><bdi>Bookinfo</bdi></h1>", await ReadAsync("report.html"), StringComparison.Ordinal);
        Assert.StartsWith("## ✅ Bookinfo", await ReadAsync("report.md"), StringComparison.Ordinal);
        Assert.Equal("testsuites", XDocument.Parse(await ReadAsync("report.xml")).Root!.Name.LocalName);
        Assert.Equal("2.1.0", JsonDocument.Parse(await ReadAsync("report.sarif")).RootElement.GetProperty("version").GetString());
        Assert.Equal(ReportVerdict.Survives, MeshReport.FromJson(await ReadAsync("report.json")).Verdict);
    }

    [Fact]
    public async Task What_is_lost_is_worse_than_any_finding()
    {
        Assert.Equal(
            ExitCode.Lost,
            await RunAsync("--model", Model, "--dumps", Dumps, "--at-once", "2", "--fail", "clusters,gateways", "--fail-on", "info"));

        Assert.Contains("Does not survive", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Findings_count_from_the_severity_that_was_asked_for()
    {
        Assert.Equal(ExitCode.Findings, await RunAsync("--model", Model, "--dumps", Dumps, "--fail-on", "info"));
        Assert.Equal(ExitCode.Fine, await RunAsync("--model", Model, "--dumps", Dumps, "--fail-on", "never"));
    }

    [Fact]
    public async Task A_later_check_says_what_changed()
    {
        string before = Path.Combine(_folder, "before.json");
        string after = Path.Combine(_folder, "comment.md");
        await RunAsync("--model", Model, "--dumps", Dumps, "--json", before);
        string evacuated = Path.Combine(_folder, "model");
        Directory.CreateDirectory(evacuated);
        await File.WriteAllTextAsync(
            Path.Combine(evacuated, "mesh.yaml"),
            (await File.ReadAllTextAsync(Path.Combine(Model, "mesh.yaml"))).Replace(
                "metadata:\n  name: gcp\n", "metadata:\n  name: gcp\nspec:\n  state: evacuated\n", StringComparison.Ordinal));

        Assert.Equal(ExitCode.Lost, await RunAsync("--model", evacuated, "--dumps", Dumps, "--since", before, "--markdown", after));

        string comment = await File.ReadAllTextAsync(after);
        Assert.Contains("### What changed", comment, StringComparison.Ordinal);
        Assert.Contains("in aws loses its fallback gcp", comment, StringComparison.Ordinal);
        Assert.Contains("```mermaid", comment, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_host_can_be_asked_about()
    {
        Assert.Equal(
            ExitCode.Fine,
            await RunAsync("--model", Model, "--dumps", Dumps, "--host", "details.cx.tetrate.info:80", "--json",
                Path.Combine(_folder, "r.json")));
        Assert.All(
            MeshReport.FromJson(await ReadAsync("r.json")).Rows, row => Assert.Equal("details.cx.tetrate.info", row.Host));
    }

    [Fact]
    public async Task Running_clusters_are_only_read_and_say_what_their_dumps_say()
    {
        await using ApiServer aws = await StartAsync("aws"), gcp = await StartAsync("gcp");
        string kubeconfig = Path.Combine(_folder, "kubeconfig");
        await File.WriteAllTextAsync(kubeconfig, ApiServer.Kubeconfig([aws, gcp]));
        (string live, string dumped) = (Path.Combine(_folder, "live.json"), Path.Combine(_folder, "dumped.json"));

        Assert.Equal(
            ExitCode.Fine, await RunAsync("--model", Model, "--contexts", "aws,gcp=gcp", "--kubeconfig", kubeconfig, "--json", live));
        Assert.Equal(ExitCode.Fine, await RunAsync("--model", Model, "--dumps", Dumps, "--json", dumped));

        Assert.Equal(MeshReport.FromJson(await ReadAsync("dumped.json")).Rows, MeshReport.FromJson(await ReadAsync("live.json")).Rows);
        Assert.NotEmpty(aws.Requests);
        Assert.DoesNotContain(aws.Requests.Concat(gcp.Requests), request => request.IsWrite);
    }

    [Fact]
    public async Task A_running_cluster_that_cannot_be_read_is_said_and_is_not_fine()
    {
        await using ApiServer aws = await StartAsync("aws"), gcp = await StartAsync("gcp");
        string kubeconfig = Path.Combine(_folder, "kubeconfig");
        await File.WriteAllTextAsync(kubeconfig, ApiServer.Kubeconfig([aws, gcp]));
        await gcp.StopAsync();

        int code = await RunAsync("--model", Model, "--contexts", "aws,gcp", "--kubeconfig", kubeconfig);

        Assert.NotEqual(ExitCode.Fine, code);
        Assert.Contains("gcp", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_context_that_does_not_exist_is_said()
    {
        string kubeconfig = Path.Combine(_folder, "kubeconfig");
        await using ApiServer aws = await ApiServer.StartAsync(new ApiServerOptions { Name = "aws" });
        await File.WriteAllTextAsync(kubeconfig, aws.Kubeconfig());

        Assert.NotEqual(ExitCode.Fine, await RunAsync("--model", Model, "--contexts", "aws=nowhere", "--kubeconfig", kubeconfig));
        Assert.Contains("nowhere", _output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Give either '--model' or '--resources'", "--dumps", "DUMPS")]
    [InlineData("Give either '--dumps' or '--contexts'", "--model", "MODEL")]
    [InlineData("'--fail' knows no kind 'pods'", "--model", "MODEL", "--dumps", "DUMPS", "--fail", "pods")]
    [InlineData("'--at-once' is from 0 to 5", "--model", "MODEL", "--dumps", "DUMPS", "--at-once", "9")]
    [InlineData("needs --contexts", "--model", "MODEL", "--dumps", "DUMPS", "--kubeconfig", "MODEL/mesh.yaml")]
    [InlineData("does not exist", "--model", "/nowhere", "--dumps", "DUMPS")]
    [InlineData("no port from 1 to 65535", "--model", "MODEL", "--dumps", "DUMPS", "--host", "a:x")]
    [InlineData("the model cannot be read", "--model", "DUMPS", "--dumps", "DUMPS")]
    [InlineData("Not known", "--model", "MODEL", "--dumps", "DUMPS", "--since", "MODEL/mesh.yaml")]
    public async Task What_is_wrong_with_the_question_is_said(string said, params string[] args)
    {
        int code = await RunAsync([.. args.Select(arg => arg.Replace("MODEL", Model, StringComparison.Ordinal)
            .Replace("DUMPS", Dumps, StringComparison.Ordinal))]);

        Assert.Equal(ExitCode.Unknown, code);
        Assert.Contains(said, _output.ToString().Replace("\n", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_arguments_the_help_is_shown()
    {
        Assert.Equal(0, await RunAsync());
        Assert.All(["--model", "--dumps", "--since", "Exit codes", "--fail-on"], word =>
            Assert.Contains(word, _output.ToString(), StringComparison.Ordinal));
    }

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _output.Dispose();
    }

    // A cluster that has what was dumped of one.
    private static async Task<ApiServer> StartAsync(string cluster)
    {
        ApiServer server = await ApiServer.StartAsync(new ApiServerOptions { Name = cluster });
        string folder = Path.Combine(Dumps, cluster);
        string[] first = ["namespaces.yaml", "nodes.yaml"];
        IEnumerable<string> rest = Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)).Except(first)
            .Order(StringComparer.Ordinal);
        foreach (string file in first.Concat(rest))
        {
            server.Seed(await File.ReadAllTextAsync(Path.Combine(folder, file)));
        }

        return server;
    }

    private Task<string> ReadAsync(string name) => File.ReadAllTextAsync(Path.Combine(_folder, name));

    private Task<int> RunAsync(params string[] args)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(_output),
            Ansi = AnsiSupport.No,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = 200;
        return CheckCommand.RunAsync(args, console, _output);
    }
}
