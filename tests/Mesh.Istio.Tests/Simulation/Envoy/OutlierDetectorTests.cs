using CsCheck;
using Mesh.Istio.Simulation.Envoy;

namespace Mesh.Localities.Tests.Ejection;

public class OutlierDetectorTests
{
    private static readonly OutlierPolicy Policy = new()
    {
        MaxEjectionPercent = 100,
        Interval = TimeSpan.FromSeconds(1),
        BaseEjectionTime = TimeSpan.FromSeconds(3),
    };

    private readonly List<EjectionEvent> _events = [];

    [Theory]
    [InlineData(1, 10, false)]
    [InlineData(9, 10, false)]
    [InlineData(10, 10, true)]
    [InlineData(2, 49, false)]
    [InlineData(2, 50, true)]
    [InlineData(1, 100, true)]
    public void The_percentage_counts_all_hosts_of_the_cluster(int hosts, int percent, bool ejects)
    {
        OutlierDetector detector = Detector(Policy with { MaxEjectionPercent = percent }, hosts);
        Fail(detector, 0, 5, AttemptOutcome.Responded(503));

        Assert.Equal(ejects, detector.IsEjected(0));
    }

    [Fact]
    public void One_host_may_always_go_when_the_policy_says_so()
    {
        OutlierDetector detector = Detector(Policy with { MaxEjectionPercent = 10, AlwaysEjectOneHost = true }, 3);
        Fail(detector, 0, 5, AttemptOutcome.Responded(503));
        Fail(detector, 1, 5, AttemptOutcome.Responded(503));

        Assert.True(detector.IsEjected(0));
        Assert.False(detector.IsEjected(1));
    }

    [Fact]
    public void A_good_answer_starts_the_count_anew_and_500_is_no_gateway_error()
    {
        OutlierDetector detector = Detector(
            Policy with { EnforcingConsecutive5xx = 0, EnforcingConsecutiveGatewayFailure = 100, ConsecutiveGatewayFailure = 3 }, 1);
        Fail(detector, 0, 2, AttemptOutcome.Responded(503));
        Fail(detector, 0, 1, AttemptOutcome.Responded(200));
        Fail(detector, 0, 2, AttemptOutcome.Responded(502));
        Fail(detector, 0, 1, AttemptOutcome.Responded(500));
        Fail(detector, 0, 2, AttemptOutcome.Responded(504));
        Assert.False(detector.IsEjected(0));

        Fail(detector, 0, 1, AttemptOutcome.Failed(AttemptKind.ConnectFailure));
        Assert.Equal(EjectionReason.ConsecutiveGatewayFailure, Assert.Single(_events).Reason);
    }

    [Theory]
    [InlineData(nameof(AttemptKind.ConnectFailure), 3, true)]
    [InlineData(nameof(AttemptKind.ConnectTimeout), 3, true)]
    [InlineData(nameof(AttemptKind.Reset), 3, false)]
    [InlineData(nameof(AttemptKind.TryTimeout), 2, false)]
    [InlineData(nameof(AttemptKind.Reset), 1, true)]
    [InlineData(nameof(AttemptKind.TryTimeout), 1, true)]
    public void With_the_split_a_connection_that_stood_clears_the_local_count(string kind, int threshold, bool ejects)
    {
        OutlierDetector detector = Detector(
            Policy with { SplitExternalLocalOriginErrors = true, ConsecutiveLocalOriginFailure = (uint)threshold }, 1);
        Fail(detector, 0, 20, AttemptOutcome.Failed(Enum.Parse<AttemptKind>(kind)));

        Assert.Equal(ejects, detector.IsEjected(0));
    }

    [Fact]
    public void A_count_that_is_not_enforced_starts_anew_without_ejecting()
    {
        OutlierDetector detector = Detector(Policy with { EnforcingConsecutive5xx = 0 }, 1);
        Fail(detector, 0, 100, AttemptOutcome.Responded(500));

        Assert.Empty(_events);
    }

    [Fact]
    public void Ejection_k_lasts_k_base_times_rounded_up_to_a_tick_and_at_most_the_maximum() =>
        Gen.Select(Gen.Int[1, 5000], Gen.Int[1, 20000], Gen.Int[100, 60000], Gen.ULong).Sample((interval, baseTime, max, seed) =>
        {
            OutlierPolicy policy = Policy with
            {
                Interval = TimeSpan.FromMilliseconds(interval),
                BaseEjectionTime = TimeSpan.FromMilliseconds(baseTime),
                MaxEjectionTime = TimeSpan.FromMilliseconds(max),
            };
            var events = new List<EjectionEvent>();
            var detector = new OutlierDetector(policy, policy.Interval, TimeSpan.Zero, new SeededRandom(seed), _ => { }, events.Add);
            detector.Watch(0);
            long now = 1;
            for (int k = 1; k <= 4; k++)
            {
                Fail(detector, 0, 5, AttemptOutcome.Responded(503), now);
                while (detector.IsEjected(0))
                {
                    now = detector.NextTick;
                    detector.Tick();
                }

                TimeSpan stayed = events[^1].At - events[^2].At;
                TimeSpan least = Min(policy.BaseEjectionTime * events[^2].Multiplier, policy.EffectiveMaxEjectionTime);
                // The host fails again at once, before the next tick could lower the multiplier; it stops growing one base time above the
                // maximum.
                if (stayed < least || stayed >= least + policy.Interval || events[^2].Multiplier > k)
                {
                    return false;
                }
            }

            return true;
        });

    [Fact]
    public void Quiet_intervals_lower_the_multiplier_one_by_one()
    {
        OutlierDetector detector = Detector(Policy, 1);
        Fail(detector, 0, 5, AttemptOutcome.Responded(503));
        TickUntilBack(detector);
        Fail(detector, 0, 5, AttemptOutcome.Responded(503));
        TickUntilBack(detector);
        for (int i = 0; i < 10; i++)
        {
            detector.Tick();
        }

        Fail(detector, 0, 5, AttemptOutcome.Responded(503), detector.NextTick - 1);
        Assert.Equal([1, 2, 1], _events.Where(e => e.Reason is not null).Select(e => e.Multiplier));
    }

    [Fact]
    public void A_host_that_leaves_makes_room_for_the_next_ejection()
    {
        OutlierDetector detector = Detector(Policy with { MaxEjectionPercent = 34 }, 3);
        Fail(detector, 0, 5, AttemptOutcome.Responded(503));
        Fail(detector, 1, 5, AttemptOutcome.Responded(503));
        Assert.False(detector.IsEjected(1));

        detector.Forget(0);
        detector.Watch(3);
        Fail(detector, 1, 5, AttemptOutcome.Responded(503));
        Assert.True(detector.IsEjected(1));
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static void TickUntilBack(OutlierDetector detector)
    {
        while (detector.IsEjected(0))
        {
            detector.Tick();
        }
    }

    private static void Fail(OutlierDetector detector, int host, int times, AttemptOutcome outcome, long now = 0)
    {
        for (int i = 0; i < times; i++)
        {
            detector.Report(host, outcome, now);
        }
    }

    private OutlierDetector Detector(OutlierPolicy policy, int hosts)
    {
        var detector = new OutlierDetector(policy, policy.Interval, TimeSpan.Zero, new SeededRandom(1), _ => { }, _events.Add);
        for (int i = 0; i < hosts; i++)
        {
            detector.Watch(i);
        }

        return detector;
    }
}
