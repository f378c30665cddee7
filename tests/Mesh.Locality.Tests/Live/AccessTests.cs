using Mesh.ApiServerDouble;
using Mesh.Inventories;
using Mesh.Kubernetes.Access;
using Mesh.Kubernetes.Connections;
using k8s;

namespace Mesh.Localities.Tests.Live;

/// <summary>The published rights are enough, and none of them is too much.</summary>
public class AccessTests
{
    public static TheoryData<string> Resources =>
        [.. InventoryAccess.ClusterRules.Concat(InventoryAccess.IstioRules).SelectMany(rule => rule.Resources)];

    [Fact]
    public async Task With_the_rights_everything_is_read_and_followed()
    {
        await using ApiServer server = await StartAsync(without: "");
        using ClusterConnection connection = Connect(server);
        using var stop = new CancellationTokenSource();

        Inventory read = await Inventory.ReadAsync([connection], cancellationToken: TestContext.Current.CancellationToken);
        await using IAsyncEnumerator<Inventory> watch = Inventory.WatchAsync([connection], cancellationToken: stop.Token)
            .GetAsyncEnumerator(stop.Token);

        Assert.DoesNotContain(read.Diagnostics, finding => finding.Code is "MI040" or "MI041" or "MI042");
        Assert.True(await watch.MoveNextAsync());
        Assert.DoesNotContain(watch.Current.Diagnostics, finding => finding.Code.StartsWith("MI04", StringComparison.Ordinal));
        Assert.DoesNotContain(server.Requests, request => request.Status == 403);
    }

    [Theory]
    [MemberData(nameof(Resources))]
    public async Task Without_one_right_one_kind_is_missing_and_said_so(string resource)
    {
        await using ApiServer server = await StartAsync(without: resource);
        using ClusterConnection connection = Connect(server);

        Inventory inventory = await Inventory.ReadAsync([connection], cancellationToken: TestContext.Current.CancellationToken);

        Assert.StartsWith(
            $"east/{resource}", Assert.Single(inventory.Diagnostics, finding => finding.Code == "MI041").Path, StringComparison.Ordinal);
        Assert.Single(inventory.Clusters);
    }

    [Fact]
    public void The_manifest_holds_the_rules() => Assert.Equal(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata:
          name: "mesh-inventory-reader"
        rules:
        - apiGroups: [""]
          resources: [namespaces, nodes, pods, serviceaccounts, services]
          verbs: [list, watch]
        - apiGroups: ["discovery.k8s.io"]
          resources: [endpointslices]
          verbs: [list, watch]
        - apiGroups: ["networking.istio.io"]
          resources: [destinationrules, gateways, virtualservices]
          verbs: [list, watch]
        - apiGroups: ["security.istio.io"]
          resources: [authorizationpolicies]
          verbs: [list, watch]
        ---
        apiVersion: v1
        kind: Namespace
        metadata:
          name: "istio-system"
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata:
          name: "mesh-inventory-reader"
          namespace: "istio-system"
        rules:
        - apiGroups: [""]
          resources: [configmaps]
          verbs: [list, watch]

        """,
        InventoryAccess.ToYaml());

    private static Task<ApiServer> StartAsync(string without)
    {
        IEnumerable<Mesh.ApiServerDouble.AccessRule> Rules(ValueList<Mesh.Kubernetes.Access.AccessRule> rules, string? home) =>
            rules.Select(rule =>
            new Mesh.ApiServerDouble.AccessRule(
                [.. rule.Verbs], [rule.ApiGroup], [.. rule.Resources.Where(resource => resource != without)])
            { Namespace = home });
        var reader = new Account("reader")
        {
            Rules = [.. Rules(InventoryAccess.ClusterRules, null), .. Rules(InventoryAccess.IstioRules, "istio-system")],
        };
        return ApiServer.StartAsync(new() { Accounts = [reader] });
    }

    private static ClusterConnection Connect(ApiServer server) => ClusterConnection.FromConfiguration(
        server.Name, new KubernetesClientConfiguration { Host = server.Url.ToString(), AccessToken = "reader" });
}
