using System.Text;
using Mesh.Dumps;
using Mesh.Inventories;

namespace Mesh.Localities.Tests.Dumps;

/// <summary>What says how many pods there may be, and what a pod may use.</summary>
public class CapacityReadingTests
{
    private const string Pod = """
        apiVersion: v1
        kind: Pod
        metadata:
          name: details-7c9-abc
          namespace: shop
          labels: {app: details, pod-template-hash: 7c9}
          ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: details-7c9, controller: true}]
        spec:
          containers:
          - name: app
            resources: {requests: {cpu: 250m, memory: 64Mi}, limits: {cpu: 1.5, memory: 128Mi}}
          - name: istio-proxy
            resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {cpu: "2", memory: 1Gi}}
        """;

    [Fact]
    public void A_pod_says_of_which_workload_it_is_and_what_its_containers_may_use()
    {
        WorkloadInfo pod = Assert.Single(Read(Pod).Workloads);

        Assert.Equal("Deployment/details", pod.Owner);
        Assert.Equal(
            new PodResources { CpuRequest = 0.35, MemoryRequest = 192 * 1048576.0, CpuLimit = 3.5, MemoryLimit = 1152 * 1048576.0 },
            pod.Resources);
    }

    [Fact]
    public void A_container_without_limit_leaves_the_pod_without()
    {
        WorkloadInfo pod = Assert.Single(Read(Pod.Replace(", limits: {cpu: \"2\", memory: 1Gi}", "", StringComparison.Ordinal)).Workloads);

        Assert.Null(pod.Resources!.CpuLimit);
        Assert.Equal(0.35, pod.Resources.CpuRequest);
    }

    [Theory]
    [InlineData("StatefulSet", "db", "StatefulSet/db")]
    [InlineData("ReplicaSet", "alone", "ReplicaSet/alone")]
    public void Another_owner_is_named_as_it_is(string kind, string name, string owner) => Assert.Equal(owner, Assert.Single(Read(
        Pod.Replace("kind: ReplicaSet, name: details-7c9", $"kind: {kind}, name: {name}", StringComparison.Ordinal)).Workloads).Owner);

    [Fact]
    public void An_autoscaler_tells_its_numbers_and_what_it_scales_by()
    {
        AutoscalerInfo autoscaler = Assert.Single(Read("""
            apiVersion: autoscaling/v2
            kind: HorizontalPodAutoscaler
            metadata: {name: details, namespace: shop}
            spec:
              scaleTargetRef: {kind: Deployment, name: details}
              minReplicas: 2
              maxReplicas: 9
              metrics:
              - {type: Pods, pods: {metric: {name: queue}}}
              - {type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}}
            status:
              currentMetrics:
              - {type: Resource, resource: {name: cpu, current: {averageUtilization: 31}}}
            """).Autoscalers!.Value);

        Assert.Equal((2, 9, 60, 31), (autoscaler.MinReplicas, autoscaler.MaxReplicas, autoscaler.CpuPercent, autoscaler.CurrentCpuPercent));
        Assert.Equal(["Pods queue"], autoscaler.OtherMetrics);
        Assert.Equal("details", autoscaler.TargetName);
    }

    [Fact]
    public void A_budget_tells_how_many_pods_may_be_away()
    {
        DisruptionBudgetInfo budget = Assert.Single(Read("""
            apiVersion: policy/v1
            kind: PodDisruptionBudget
            metadata: {name: details, namespace: shop}
            spec: {minAvailable: 50%, selector: {matchLabels: {app: details}}}
            status: {disruptionsAllowed: 1}
            """).DisruptionBudgets!.Value);

        Assert.Equal(("50%", null, 1), (budget.MinAvailable, budget.MaxUnavailable, budget.DisruptionsAllowed));
        Assert.True(budget.Selector!.Matches([new("app", "details")]));
    }

    [Fact]
    public void Without_a_dump_of_autoscalers_nothing_is_known_and_an_empty_list_means_none()
    {
        Assert.Null(Read(Pod).Autoscalers);
        Assert.Equal(
            default(ValueList<AutoscalerInfo>),
            Read("apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscalerList\nitems: []\n").Autoscalers!.Value);
    }

    [Theory]
    [InlineData("100m", 0.1)]
    [InlineData("1.5", 1.5)]
    [InlineData("64Mi", 67108864.0)]
    [InlineData("1e3", 1000.0)]
    [InlineData("2k", 2000.0)]
    [InlineData("3E", 3e18)]
    [InlineData("-1", null)]
    [InlineData("x", null)]
    [InlineData("", null)]
    public void Quantities_are_those_of_Kubernetes(string text, double? amount) => Assert.Equal(amount, CapacityReader.Quantity(text));

    private static ClusterInventory Read(string text) =>
        Assert.Single(Inventory.FromDumps([new DumpFile("east", "dump.yaml", Encoding.UTF8.GetBytes(text))]).Clusters);
}
