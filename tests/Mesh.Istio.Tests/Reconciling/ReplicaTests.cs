using Mesh.ApiServerDouble;
using Mesh.ApiServerDouble.Faults;
using Mesh.Istio.Apply;
using Mesh.Istio.Reconciling;
using Mesh.Istio.Reconciling.Election;
using Mesh.Kubernetes.Access;
using Microsoft.Extensions.Time.Testing;
using AccessRule = Mesh.ApiServerDouble.AccessRule;

namespace Mesh.Istio.Tests.Reconciling;

/// <summary>Two replicas over the same clusters.</summary>
public sealed class ReplicaTests
{
    private static readonly Account[] Accounts = [new("a") { Groups = [Account.Masters] }, new("b") { Groups = [Account.Masters] }];

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Only_the_leader_writes_and_the_other_takes_over_after_it()
    {
        await using ReconcileWorld world = await ReconcileWorld.StartAsync(Accounts);
        await using Replica first = Start(world, "a");
        await first.UntilSettledAsync();
        await using Replica second = Start(world, "b");
        ReconcilerStatus standby = await second.UntilAsync(status => status.Leader == "a");
        await first.StopAsync();
        string[] writers = Writers(world);
        world.MoveGateway("198.51.100.99");
        while (second.Status.State != ReconcilerState.Leading)
        {
            _time.Advance(TimeSpan.FromSeconds(2));
            await Task.Yield();
        }

        await second.UntilSettledAsync();

        Assert.Equal((ReconcilerState.Standby, null, 0), (standby.State, standby.TroubledSince, standby.Clusters.Count));
        Assert.Equal(["a"], writers);
        Assert.Equal(["a", "b"], Writers(world));
        Assert.Contains("198.51.100.99", world.Content(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_leader_that_loses_the_lease_writes_nothing_more()
    {
        await using ReconcileWorld world = await ReconcileWorld.StartAsync(Accounts);
        var reached = new TaskCompletionSource();
        world.Gcp.Faults = record =>
        {
            if (record.IsWrite)
            {
                reached.TrySetResult();
                return new Fault(FaultKind.Hang);
            }

            return null;
        };
        await using Replica first = Start(world, "a");
        await reached.Task;
        world.Aws.Faults = record => record.Path.Contains("/leases", StringComparison.Ordinal) ? new Fault(FaultKind.Unavailable) : null;

        while (first.Status.State == ReconcilerState.Leading)
        {
            _time.Advance(TimeSpan.FromSeconds(2));
            await Task.Yield();
        }

        world.ClearRequests();
        world.MoveGateway("198.51.100.99");
        await first.UntilAsync(status => status.Diagnostics.Any(finding => finding.Code == "MA022"));

        Assert.NotNull(first.Status.TroubledSince);
        Assert.Empty(world.Writes());
    }

    [Fact]
    public async Task The_rights_of_the_three_manifests_suffice()
    {
        AccessRule[] rules =
        [
            .. Rules(InventoryAccess.ClusterRules, null), .. Rules(
                InventoryAccess.IstioRules, "istio-system"), .. Rules(ApplyAccess.ClusterRules, null),
            .. Rules(
                ApplyAccess.ParentRules(new ApplyOptions { Organization = "tetrate" }.ApplySet!),
                "mesh-multicluster"), .. Rules(LeaseAccess.Rules, "default"),
        ];
        await using ReconcileWorld world = await ReconcileWorld.StartAsync([new Account("a") { Rules = rules }]);
        foreach (ApiServer server in world.Servers)
        {
            // The manifests bring it.
            server.AddNamespace("mesh-multicluster");
        }

        await using Replica replica = Start(world, "a");

        await replica.UntilSettledAsync();

        static IEnumerable<AccessRule> Rules(IEnumerable<Mesh.Kubernetes.Access.AccessRule> rules, string? home) =>
            rules.Select(rule =>
                new AccessRule([.. rule.Verbs], [rule.ApiGroup], [.. rule.Resources])
                {
                    Namespace = home,
                    ResourceNames = [.. rule.ResourceNames],
                });
    }

    private Replica Start(ReconcileWorld world, string account) =>
        world.Start(ReconcileWorld.Options with { Election = ReconcileWorld.Election(account), TimeProvider = _time }, account: account);

    private static string[] Writers(ReconcileWorld world) => [.. world.Servers
        .SelectMany(server => server.Requests)
        .Where(request => request.IsWrite && !request.Path.Contains("/leases", StringComparison.Ordinal))
        .Select(request => request.User).Distinct().Order(StringComparer.Ordinal)];
}
