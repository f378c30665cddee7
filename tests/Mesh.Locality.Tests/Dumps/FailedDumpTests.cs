using System.Text;
using Mesh.Diagnostics;
using Mesh.Dumps;
using Mesh.Inventories;

namespace Mesh.Localities.Tests.Dumps;

public sealed class FailedDumpTests
{
    private const string Pods =
        "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Pod, metadata: {name: p, namespace: ns}, spec: {nodeName: n1}}\n";

    /// <summary>What lies in the file, the line, and what the finding must repeat of it.</summary>
    public static TheoryData<string, int, string> Texts => new()
    {
        { "", 1, "empty" },
        { " \n\n", 1, "empty" },
        { "# nothing\n---\n", 1, "no document" },
        { "Error from server (Forbidden): nodes is forbidden: User \"me\" cannot list resource \"nodes\"\n", 1, "Error from server (Forbidden): nodes is forbidden" },
        { "error: You must be logged in to the server (Unauthorized)\n", 1, "logged in to the server" },
        { "\nUnable to connect to the server: dial tcp: lookup api.example.com: no such host\n", 2, "no such host" },
        { "The connection to the server localhost:8080 was refused - did you specify the right host or port?\n", 1, "localhost:8080" },
        { "E0617 10:00:00.000000 1 memcache.go:265] \"Unhandled Error\" err=\"couldn't get current server API group list\"\n", 1, "memcache.go" },
        { "Error from server (Forbidden): nodes is forbidden\napiVersion: v1\nkind: List\nitems: []\n", 1, "nodes is forbidden" },
        { "<!DOCTYPE html>\n<html><head><title>Sign in</title></head></html>\n", 1, "Sign in" },
        { "<html>\n", 1, "HTML" },
        { "NAME   STATUS   ROLES    AGE   VERSION\nn1     Ready    <none>   3d    v1.35.1\n", 1, "NAME   STATUS" },
        { "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"nodes is forbidden\",\"reason\":\"Forbidden\",\"code\":403}", 1, "nodes is forbidden" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void What_is_no_dump_is_one_error_of_its_cluster_and_quotes_it(string text, int line, string quoted)
    {
        Inventory inventory = Read(("nodes.yaml", text));

        Diagnostic finding = Assert.Single(inventory.Diagnostics);
        Assert.Equal(("MI009", "aws/nodes.yaml", DiagnosticSeverity.Error), (finding.Code, finding.Path, finding.Severity));
        Assert.Equal(line, finding.Position?.Line);
        Assert.Contains(quoted, finding.Message, StringComparison.Ordinal);
        Assert.Empty(inventory.Clusters);
    }

    [Fact]
    public void What_the_failed_dump_would_have_held_is_not_said_to_be_missing()
    {
        Inventory inventory = Read(("nodes.yaml", "Error from server (Forbidden): nodes is forbidden\n"), ("pods.yaml", Pods));

        Assert.Equal("MI009", Assert.Single(inventory.Diagnostics).Code);
        Assert.Single(Assert.Single(inventory.Clusters).Workloads);
    }

    [Fact]
    public void A_dump_of_nothing_is_a_dump()
    {
        Inventory inventory = Read(("pods.yaml", "apiVersion: v1\nkind: List\nitems: []\n"));

        Assert.DoesNotContain(inventory.Diagnostics, finding => finding.Severity == DiagnosticSeverity.Error);
        Assert.Single(inventory.Clusters);
    }

    private static Inventory Read(params (string Path, string Text)[] files) =>
        Inventory.FromDumps(files.Select(file => new DumpFile("aws", file.Path, Encoding.UTF8.GetBytes(file.Text))));
}
