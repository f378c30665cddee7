using CsCheck;
using Mesh.Istio.Simulation.Envoy;
using Mesh.LoadBalancing;

namespace Mesh.Localities.Tests.Ejection;

public class UpstreamClusterTests
{
    private static readonly OutlierPolicy Policy = new()
    {
        Consecutive5xx = 1,
        MaxEjectionPercent = 100,
        Interval = TimeSpan.FromSeconds(1),
        BaseEjectionTime = TimeSpan.FromSeconds(60),
    };

    private readonly RequestAttempts _attempts = new();

    [Fact]
    public void Of_two_hosts_that_die_together_one_leaves_at_once_and_the_other_a_second_later()
    {
        UpstreamCluster cluster = Cluster(Groups(2, 1));
        string first = FailOnce(cluster, 10.0);
        string second = FailUntil(cluster, 10.1, name => name.StartsWith("P0", StringComparison.Ordinal) && name != first);

        Assert.Contains(second, Seen(cluster, 10.9));
        Assert.Equal(["P1.0"], Seen(cluster, 11.2));
    }

    [Fact]
    public void An_assignment_of_the_same_priority_delivers_what_is_pending_and_another_priority_does_not()
    {
        UpstreamCluster same = Cluster(Groups(2, 1));
        string first = FailOnce(same, 10.0);
        FailUntil(same, 10.1, name => name.StartsWith("P0", StringComparison.Ordinal) && name != first);
        same.ApplyAssignment(Groups(3, 1), At(10.3));
        Assert.Equal(["P0.2", "P1.0"], Seen(same, 10.4));

        UpstreamCluster other = Cluster(Groups(2, 1));
        first = FailOnce(other, 10.0);
        string second = FailUntil(other, 10.1, name => name.StartsWith("P0", StringComparison.Ordinal) && name != first);
        other.ApplyAssignment(Groups(2, 2), At(10.3));
        Assert.Contains(second, Seen(other, 10.4));
    }

    [Fact]
    public void Ejection_survives_a_move_to_another_priority_and_not_leaving()
    {
        UpstreamCluster moved = Cluster(Groups(1, 1));
        Assert.Equal("P0.0", FailOnce(moved, 10.0));
        EndpointGroup[] swapped = [.. Groups(1, 1).Select(group => group with { Priority = 1 - group.Priority })];
        moved.ApplyAssignment(swapped, At(12));
        moved.ApplyAssignment(Groups(1, 1), At(14));
        Assert.Equal(["P1.0"], Seen(moved, 15));

        UpstreamCluster left = Cluster(Groups(1, 1));
        FailOnce(left, 10.0);
        left.ApplyAssignment(Groups(0, 1), At(12));
        left.ApplyAssignment(Groups(1, 1), At(14));
        Assert.Equal(["P0.0"], Seen(left, 15));

        UpstreamCluster zone = Cluster(Groups(1, 1));
        FailOnce(zone, 10.0);
        zone.ApplyAssignment([.. Groups(1, 1).Select(group => group with { Locality = new Locality(group.Locality.Region, "b") })], At(12));
        Assert.Equal(["P0.0"], Seen(zone, 15));
    }

    [Fact]
    public void With_remote_localities_the_third_try_leaves_the_priority()
    {
        UpstreamCluster cluster = Cluster(Groups(1, 1, 1), Policy with { Consecutive5xx = 50 });
        var policy = new RetryPolicy { Attempts = 6, RetriesRemoteLocalities = true };
        string[] hosts = [.. Enumerable.Range(0, 7).Select(_ => cluster.EndpointOf(cluster.Pick(_attempts, policy, At(10))).Address)];

        Assert.Equal("P0.0 P0.0 P1.0 P1.0 P2.0 P2.0 P0.0", string.Join(' ', hosts));
    }

    [Fact]
    public void Everything_ejected_is_no_healthy_upstream()
    {
        UpstreamCluster cluster = Cluster(Groups(1, 1));
        FailOnce(cluster, 10.0);
        FailOnce(cluster, 13.0);
        _attempts.Begin();

        Assert.Equal(-1, cluster.Pick(_attempts, null, At(15)));
    }

    [Fact]
    public void The_same_seed_gives_the_same_choices()
    {
        string[] runs = [.. Enumerable.Range(0, 2)
        .Select(_ => string.Join(' ', Enumerable.Range(0, 100).Select(i => FailOnce(Cluster(Groups(4, 4)), 10 + i))))];

        Assert.Equal(runs[0], runs[1]);
    }

    [Fact]
    public void A_try_allocates_nothing()
    {
        UpstreamCluster cluster = Cluster(Groups(3, 3));
        FailOnce(cluster, 10.0);
        Run(1000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(10_000);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000);

        void Run(int count)
        {
            for (int i = 0; i < count; i++)
            {
                _attempts.Begin();
                cluster.Report(cluster.Pick(_attempts, null, At(20)), AttemptOutcome.Responded(200), At(20));
            }
        }
    }

    [Fact]
    public void Any_sequence_of_assignments_and_outcomes_gives_a_present_host_or_none() =>
        Gen.Select(Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 8], Gen.Int[0, 7], Gen.Int[0, 700]).Array[1, 40], Gen.ULong)
            .Sample((steps, seed) =>
        {
            var cluster = new UpstreamCluster(new UpstreamClusterOptions
            {
                Outliers = Policy with { Consecutive5xx = 2, BaseEjectionTime = TimeSpan.FromSeconds(1) },
                Seed = seed,
            });
            RequestAttempts attempts = new RequestAttempts();
            var policy = new RetryPolicy { RetriesRemoteLocalities = true };
            TimeSpan now = TimeSpan.Zero;
            foreach ((int p0, int p1, int change, int kind, int pause) in steps)
            {
                now += TimeSpan.FromMilliseconds(pause);
                if (change == 0)
                {
                    cluster.ApplyAssignment(Groups(p0, p1), now);
                }

                if (change > 4)
                {
                    attempts.Begin();
                }

                int host = cluster.Pick(attempts, policy, now);
                if (host >= 0)
                {
                    cluster.Report(host, kind == 0 ? AttemptOutcome.Responded(200) : AttemptOutcome.Failed((AttemptKind)kind), now);
                }
            }

            return true;
        });

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    private static EndpointGroup[] Groups(params int[] hosts) => [.. hosts.Select((count, priority) => new EndpointGroup(
        new Locality($"region-{priority}", "a"), Enumerable.Range(0, count).Select(
            i => new LocalityEndpoint($"P{priority}.{i}", 80)).ToValueList())
    {
        Priority = priority,
    })];

    private static UpstreamCluster Cluster(EndpointGroup[] groups, OutlierPolicy? policy = null)
    {
        var cluster = new UpstreamCluster(
            new UpstreamClusterOptions { Outliers = policy ?? Policy, Spread = new TrafficShareOptions { PanicThreshold = 0 }, Seed = 7 });
        cluster.ApplyAssignment(groups, TimeSpan.Zero);
        return cluster;
    }

    private string FailOnce(UpstreamCluster cluster, double at) => FailUntil(cluster, at, _ => true);

    /// <summary>Sends good requests until one goes to a wanted host, and fails that one.</summary>
    private string FailUntil(UpstreamCluster cluster, double at, Func<string, bool> wanted)
    {
        while (true)
        {
            _attempts.Begin();
            int host = cluster.Pick(_attempts, null, At(at));
            string name = cluster.EndpointOf(host).Address;
            cluster.Report(host, AttemptOutcome.Responded(wanted(name) ? 503 : 200), At(at));
            if (wanted(name))
            {
                return name;
            }
        }
    }

    private string[] Seen(UpstreamCluster cluster, double at)
    {
        var seen = new SortedSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < 500; i++)
        {
            _attempts.Begin();
            int host = cluster.Pick(_attempts, null, At(at));
            seen.Add(cluster.EndpointOf(host).Address);
            cluster.Report(host, AttemptOutcome.Responded(200), At(at));
        }

        return [.. seen];
    }
}
