using CsCheck;
using Mesh.ApiServerDouble;
using Mesh.ApiServerDouble.Faults;
using Mesh.Istio.Reconciling.Election;
using Mesh.Kubernetes.Connections;
using Mesh.Tests;
using Microsoft.Extensions.Time.Testing;
using AccessRule = Mesh.ApiServerDouble.AccessRule;

namespace Mesh.Istio.Tests.Reconciling;

/// <summary>Who leads, in a time that the test moves.</summary>
public sealed class LeaderElectorTests
{
    private static readonly Account[] Replicas = [.. "abc".Select(name => new Account($"{name}")
    {
        Rules = [.. LeaseAccess.Rules.Select(rule => new AccessRule(
            [.. rule.Verbs], [rule.ApiGroup], [.. rule.Resources]) { Namespace = "default", ResourceNames = [.. rule.ResourceNames] })],
    })];

    private readonly FakeTimeProvider _time = new();
    private readonly List<string> _leading = [];
    private bool _wereTwo;

    [Fact]
    public async Task One_of_several_leads_and_the_next_one_after_it_gave_the_lease_back()
    {
        await using ApiServer server = await StartAsync();
        await using Elector first = Start(server, "a");
        await first.UntilAsync(view => view.IsOurs);
        await using Elector second = Start(server, "b");
        await second.UntilAsync(view => view.Holder == "a");

        await first.DisposeAsync();
        await StepUntilAsync(() => second.View.IsOurs, server);

        Assert.False(_wereTwo);
        var spec = server.Find("coordination.k8s.io/v1", "Lease", "default", "mesh")!["spec"]!;
        Assert.Equal(("b", 15L, 1L),
            ((string)spec["holderIdentity"]!, (long)spec["leaseDurationSeconds"]!, (long)spec["leaseTransitions"]!));
    }

    [Fact]
    public async Task Who_cannot_renew_stops_before_another_begins()
    {
        await using ApiServer server = await StartAsync();
        await using Elector first = Start(server, "a");
        await first.UntilAsync(view => view.IsOurs);
        await using Elector second = Start(server, "b");
        await second.UntilAsync(view => view.Holder == "a");

        server.Faults = record => record.User == "a" ? new Fault(FaultKind.Hang) : null;
        _time.Advance(TimeSpan.FromSeconds(10));
        await first.UntilAsync(view => !view.IsOurs);
        bool wasFree = !second.View.IsOurs;
        await StepUntilAsync(() => second.View.IsOurs, server);

        Assert.True(wasFree);
        Assert.False(_wereTwo);
        Assert.NotNull(first.View.Failure);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(-10)]
    public async Task A_clock_that_is_set_changes_no_leader(int years)
    {
        await using ApiServer server = await StartAsync();
        var clock = new SetClock(_time);
        await using Elector first = Start(server, "a", time: clock);
        await first.UntilAsync(view => view.IsOurs);
        await using Elector second = Start(server, "b", time: clock);
        await second.UntilAsync(view => view.Holder == "a");
        int renewals = 0;
        server.Faults = record =>
        {
            _ = record is { User: "a", Method: "PUT" } ? Interlocked.Increment(ref renewals) : 0;
            return null;
        };

        clock.Wrong = TimeSpan.FromDays(365 * years);
        await StepUntilAsync(() => Volatile.Read(ref renewals) > 10, server);

        Assert.True(first.View.IsOurs);
        Assert.False(_wereTwo || second.View.IsOurs);
    }

    [Fact]
    public async Task A_leader_whose_answers_are_lost_goes_on_with_what_it_wrote()
    {
        await using ApiServer server = await StartAsync();
        await using Elector first = Start(server, "a");
        await first.UntilAsync(view => view.IsOurs);
        int lost = 0;
        server.Faults = record => record.Method == "PUT" && Interlocked.Increment(ref lost) == 1 ? new Fault(FaultKind.ResetAfter) : null;

        await StepUntilAsync(() => Volatile.Read(ref lost) > 2, server);

        await first.UntilAsync(view => view.IsOurs);
    }

    [Fact]
    public async Task A_lease_that_somebody_else_took_ends_leading()
    {
        await using ApiServer server = await StartAsync();
        await using Elector first = Start(server, "a");
        await first.UntilAsync(view => view.IsOurs);

        server.Seed("""
            apiVersion: coordination.k8s.io/v1
            kind: Lease
            metadata: {name: mesh, namespace: default, labels: {team: platform}}
            spec: {holderIdentity: somebody, leaseDurationSeconds: 15, leaseTransitions: 7}
            """);
        await StepUntilAsync(() => !first.View.IsOurs, server);
        await StepUntilAsync(() => first.View.IsOurs, server);

        var lease = server.Find("coordination.k8s.io/v1", "Lease", "default", "mesh")!;
        Assert.Equal(("a", 8L), ((string)lease["spec"]!["holderIdentity"]!, (long)lease["spec"]!["leaseTransitions"]!));
        Assert.Equal("platform", (string)lease["metadata"]!["labels"]!["team"]!);
    }

    [Fact]
    public async Task A_missing_namespace_is_named_and_nothing_is_created()
    {
        await using ApiServer server = await ApiServer.StartAsync(new() { Name = "aws" });
        await using Elector first = Start(server, "admin", new LeaderElectionOptions { Identity = "admin" });

        LeaseView view = await first.UntilAsync(view => view.Failure is not null);

        Assert.Equal(ClusterFailureKind.NotFound, view.Failure!.Kind);
        Assert.Contains("mesh-multicluster", view.Failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("create")]
    [InlineData("get")]
    [InlineData("update")]
    public async Task None_of_the_rights_is_too_much(string verb)
    {
        AccessRule[] rules = [.. Replicas[0].Rules.Select(rule => rule with { Verbs = [.. rule.Verbs.Where(one => one != verb)] })];
        await using ApiServer server = await ApiServer.StartAsync(new() { Name = "aws", Accounts = [new Account("a") { Rules = rules }] });
        await using Elector first = Start(server, "a");
        await StepUntilAsync(() => first.View.Failure is { Kind: ClusterFailureKind.Forbidden }, server);
    }

    [Fact]
    public async Task Never_do_two_lead_at_once_whatever_fails()
    {
        int takeovers = 0;
        // On a busy machine nobody may get to follow a leader in a round; then nothing was tried yet.
        for (int round = 0; round < 6 && takeovers == 0; round++)
        {
            await Gen.Int.SampleAsync(
                async seed =>
                {
                    await using ApiServer server = await StartAsync();
                    _leading.Clear();
                    var random = new Random(seed);
                    await using Elector a = Start(server, "a"), b = Start(server, "b"), c = Start(server, "c");
                    string cutOff = "";
                    server.Faults = record => record.User == Volatile.Read(ref cutOff) ? new Fault(FaultKind.ResetBefore)
                        : record.Number % 5 == 0 ? new Fault((seed & 1) == 0 ? FaultKind.ResetAfter : FaultKind.InternalError) : null;
                    string last = "";
                    for (int step = 0; step < 60; step++)
                    {
                        Volatile.Write(ref cutOff, step % 20 == 10 ? _leading.FirstOrDefault() ?? "" : cutOff);
                        _time.Advance(TimeSpan.FromMilliseconds(random.Next(200, 1500)));
                        await QuietAsync(server);
                        string now = string.Concat(_leading.ToArray());
                        takeovers += now.Length > 0 && last.Length > 0 && now != last ? 1 : 0;
                        last = now.Length > 0 ? now : last;
                    }

                    Assert.False(_wereTwo);
                },
                iter: 5, threads: 1);
        }

        Assert.True(takeovers > 0, "No replica followed another: nothing was tried.");
    }

    private static Task<ApiServer> StartAsync() => ApiServer.StartAsync(new() { Name = "aws", Accounts = Replicas });

    private Elector Start(ApiServer server, string account, LeaderElectionOptions? options = null, TimeProvider? time = null) =>
        new(LiveWorld.Open(server, account, LiveWorld.Fast with { MaxRetries = 0 }), options ?? ReconcileWorld.Election(account),
            time ?? _time, term =>
        {
            lock (_leading)
            {
                _leading.Add(account);
                _wereTwo |= _leading.Count > 1;
            }

            term.Register(() =>
            {
                lock (_leading)
                {
                    _leading.Remove(account);
                }
            });
            return Task.Delay(Timeout.Infinite, term);
        });

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"metadata":{"name":"mesh","resourceVersion":"9"},"spec":{"holderIdentity":"b"}}""")]
    public async Task A_renewal_whose_answer_does_not_name_the_holder_is_none(string body)
    {
        await using ApiServer server = await StartAsync();
        await using Elector first = Start(server, "a");
        await first.UntilAsync(view => view.IsOurs);
        server.Faults = record => record.Method == "PUT"
            ? new Fault(FaultKind.Response) { Response = new(200, System.Text.Encoding.UTF8.GetBytes(body)) } : null;

        await StepUntilAsync(() => !first.View.IsOurs, server);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"metadata":{"name":"mesh"},"spec":{}}""")]
    public void What_is_no_lease_is_not_a_free_one(string body) =>
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => Mesh.Istio.Apply.Api.Lease.Read(System.Text.Encoding.UTF8.GetBytes(body)));

    [Fact]
    public async Task A_leader_whose_renewal_throws_has_stopped_its_work_when_it_is_known()
    {
        await using ApiServer server = await StartAsync();
        using ClusterConnection connection = LiveWorld.Open(server, "a", new() { MaxRetries = 0, TimeProvider = _time });
        bool works = false;
        var elector = new LeaderElector(connection, new() { Namespace = "default", Identity = "a" }, _time, view =>
        {
            if (view is { IsOurs: true, Failure: not null })
            {
                throw new InvalidOperationException("unforeseen");
            }
        });
        Task running = elector.RunAsync(
            async stop =>
            {
                works = true;
                await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                await Task.Yield();
                works = false;
            },
            TestContext.Current.CancellationToken);
        await StepUntilAsync(() => works, server);

        server.Faults = record => record.Method == "PUT" ? new Fault(FaultKind.Unavailable) : null;
        await StepUntilAsync(() => running.IsCompleted, server);

        await Assert.ThrowsAsync<InvalidOperationException>(() => running);
        Assert.False(works);
    }

    private async Task StepUntilAsync(Func<bool> condition, ApiServer server)
    {
        for (int step = 0; step < 1000 && !condition(); step++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(500));
            await QuietAsync(server);
        }

        Assert.True(condition());
    }

    // Lets everything that the clock has set off be sent and answered.
    private static async Task QuietAsync(ApiServer server)
    {
        for (int turn = 0; turn < 2000; turn++)
        {
            await Task.Yield();
            if (server.Requests is [.., { Status: 0, Fault: null }])
            {
                turn = 0;
            }
        }
    }
}
