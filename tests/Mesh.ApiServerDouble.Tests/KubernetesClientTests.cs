using System.Text.Json;
using k8s;
using k8s.Models;

namespace Mesh.ApiServerDouble.Tests;

/// <summary>The KubernetesClient package works against the double as against a cluster.</summary>
public sealed class KubernetesClientTests
{
    [Fact]
    public async Task Lists_come_in_pages_of_one_snapshot()
    {
        await using ApiServer server = await Widgets.StartAsync();
        using Kubernetes client = Client.For(server);
        server.Seed(string.Join("\n---\n", Enumerable.Range(0, 7).Select(number =>
            $"{{apiVersion: v1, kind: ConfigMap, metadata: {{name: cm-{number}, namespace: shop, labels: {{n: x{number % 2}}}}}}}")));
        V1ConfigMapList first = await client.CoreV1.ListNamespacedConfigMapAsync("shop", limit: 3);
        await client.CoreV1.DeleteNamespacedConfigMapAsync("cm-6", "shop");
        V1ConfigMapList second = await client.CoreV1.ListNamespacedConfigMapAsync(
            "shop", limit: 30, continueParameter: first.Metadata.ContinueProperty);
        Assert.Equal(["cm-0", "cm-1", "cm-2"], first.Items.Select(item => item.Metadata.Name));
        Assert.Equal(["cm-3", "cm-4", "cm-5", "cm-6"], second.Items.Select(item => item.Metadata.Name));
        V1ConfigMapList odd = await client.CoreV1.ListConfigMapForAllNamespacesAsync(labelSelector: "n in (x1)");
        Assert.Equal(3, odd.Items.Count);
    }

    [Fact]
    public async Task An_apply_creates_changes_and_then_writes_nothing()
    {
        await using ApiServer server = await Widgets.StartAsync();
        using Kubernetes client = Client.For(server);
        await client.ApplyAsync("a", """{"color":"RED","ports":[{"name":"x","number":1}]}""");
        long created = server.Revision;
        await client.ApplyAsync("a", """{"color":"RED","ports":[{"name":"x","number":1}]}""", force: true);
        Assert.Equal(created, server.Revision);
        await client.ApplyAsync("a", """{"color":"GREEN"}""", dryRun: "All");
        Assert.Equal(created, server.Revision);
        await client.ApplyAsync("a", """{"color":"GREEN"}""");
        Assert.Equal("""{"color":"GREEN"}""", server.Find("example.com/v1", "Widget", "default", "a")!["spec"]!.ToJsonString());
    }

    [Fact]
    public async Task A_conflict_names_field_and_manager_and_force_takes_over()
    {
        await using ApiServer server = await Widgets.StartAsync();
        using Kubernetes client = Client.For(server);
        await client.ApplyAsync("a", """{"color":"RED"}""");
        V1Status status = await Client.RefusedAsync(() => client.ApplyAsync("a", """{"color":"GREEN"}""", "other"));
        Assert.Equal((409, "Conflict", ".spec.color"), (status.Code, status.Reason, status.Details.Causes.Single().Field));
        Assert.Contains("\"mesh\"", status.Details.Causes.Single().Message, StringComparison.Ordinal);
        await client.ApplyAsync("a", """{"color":"GREEN"}""", "other", force: true);
        Assert.DoesNotContain(
            "\"mesh\"", server.Find("example.com/v1", "Widget", "default", "a")!["metadata"]!["managedFields"]!.ToJsonString(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"color":"RED","colour":1}""", 500, null)]
    [InlineData("""{"color":"RED","size":"1"}""", 500, null)]
    [InlineData("""{"color":"BLUE"}""", 422, "Invalid")]
    [InlineData("""{"color":"RED","size":0}""", 422, "Invalid")]
    [InlineData("""{"color":"RED","parts":["b"]}""", 422, "Invalid")]
    [InlineData("{}", 422, "Invalid")]
    public async Task What_does_not_fit_the_schema_is_refused(string spec, int code, string? reason)
    {
        await using ApiServer server = await Widgets.StartAsync();
        using Kubernetes client = Client.For(server);
        V1Status status = await Client.RefusedAsync(() => client.ApplyAsync("a", spec));
        Assert.Equal((code, reason), (status.Code, status.Reason));
        Assert.Null(server.Find("example.com/v1", "Widget", "default", "a"));
    }

    [Fact]
    public async Task A_watch_sees_what_happens_after_its_version()
    {
        await using ApiServer server = await Widgets.StartAsync();
        using Kubernetes client = Client.For(server);
        await client.ApplyAsync("before", """{"color":"RED"}""");
        string version = server.Revision.ToString(System.Globalization.CultureInfo.InvariantCulture);
        await client.ApplyAsync("a", """{"color":"RED"}""");
        await client.ApplyAsync("a", """{"color":"RED"}""");
        await client.ApplyAsync("a", """{"color":"GREEN"}""");
        await client.CustomObjects.DeleteNamespacedCustomObjectAsync("example.com", "v1", "default", "widgets", "a");
        List<string> seen = [];
        await foreach ((WatchEventType kind, object item) in client.CustomObjects.WatchListNamespacedCustomObjectAsync(
            "example.com", "v1", "default", "widgets", resourceVersion: version))
        {
            seen.Add($"{kind} {((JsonElement)item).GetProperty("spec").GetProperty("color").GetString()}");
            if (kind == WatchEventType.Deleted)
            {
                break;
            }
        }

        Assert.Equal(["Added RED", "Modified GREEN", "Deleted GREEN"], seen);
    }

    [Fact]
    public async Task Who_may_not_is_refused()
    {
        await using ApiServer server = await Widgets.StartAsync();
        using Kubernetes viewer = Client.For(server, "viewer");
        Assert.NotEmpty((await viewer.CoreV1.ListNamespaceAsync()).Items);
        Assert.Equal(403, (await Client.RefusedAsync(() => viewer.ApplyAsync("a", """{"color":"RED"}"""))).Code);
    }

    [Fact]
    public async Task A_lease_is_taken_once_and_lost_to_a_newer_version()
    {
        await using ApiServer server = await Widgets.StartAsync();
        using Kubernetes client = Client.For(server);
        V1Lease lease = new() { Metadata = new() { Name = "mesh" }, Spec = new() { HolderIdentity = "one", LeaseDurationSeconds = 15 } };
        V1Lease held = await client.CoordinationV1.CreateNamespacedLeaseAsync(lease, "default");
        Assert.Equal(409, (await Client.RefusedAsync(() => client.CoordinationV1.CreateNamespacedLeaseAsync(lease, "default"))).Code);
        held.Spec.HolderIdentity = "two";
        await client.CoordinationV1.ReplaceNamespacedLeaseAsync(held, "mesh", "default");
        Assert.Equal(
            "Conflict",
            (await Client.RefusedAsync(() => client.CoordinationV1.ReplaceNamespacedLeaseAsync(held, "mesh", "default"))).Reason);
        Assert.Equal("two", (await client.CoordinationV1.ReadNamespacedLeaseAsync("mesh", "default")).Spec.HolderIdentity);
    }
}
