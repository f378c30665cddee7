using System.Collections.Concurrent;
using Mesh.Istio.Apply;
using Mesh.Istio.Movement;
using Mesh.Kubernetes.Connections;

namespace Mesh.Istio.Tests.Movement;

/// <summary>Plans carried out against API servers.</summary>
public class MovementRunnerTests
{
    [Fact]
    public async Task A_plan_is_carried_out_step_by_step_and_the_clusters_have_what_the_last_step_says()
    {
        await using MovementWorld world = await MovementWorld.StartAsync();
        var asked = new ConcurrentQueue<string>();

        MovementRunStatus status = await world.RunAsync(MovementWorld.Options() with
        {
            Before = [Asked(asked, "before")],
            After = [Asked(asked, "after")],
        });

        Assert.True(status is { State: MovementRunState.Done, Step: 6, HasEnded: true }, status.ToString());
        Assert.Equal(Enumerable.Range(1, 6).SelectMany(step => (string[])[$"before {step}", $"after {step}"]), asked);
        Assert.True(await world.HasAsync(MovementWorld.Plan.Steps[^1].Resources!));
        Assert.Equal("drain aws: done after step 6", status.ToString());
        Assert.Equal("Done", world.Record()!["state"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    public async Task A_gate_that_does_not_open_sends_everything_back(int step)
    {
        await using MovementWorld world = await MovementWorld.StartAsync();

        MovementRunStatus status = await world.RunAsync(MovementWorld.Options() with
        {
            After =
            [
                (context, _) => Task.FromResult(
                    context.Step.Number == step ? GateDecision.Stop("errors rise") : GateDecision.Proceed),
            ],
        });

        Assert.True(status is { State: MovementRunState.WentBack, Step: 0 }, status.ToString());
        Diagnostics.Diagnostic why = Assert.Single(status.Diagnostics);
        Assert.Equal("MC131", why.Code);
        Assert.Contains($"step {step}, ", why.Message, StringComparison.Ordinal);
        Assert.Contains("errors rise", why.Message, StringComparison.Ordinal);
        Assert.True(await world.HasAsync(MovementWorld.Plan.Before!));
        Assert.Equal(MovementRunState.Done, (await world.RunAsync()).State);
    }

    [Fact]
    public async Task A_gate_that_never_answers_stays_shut()
    {
        await using MovementWorld world = await MovementWorld.StartAsync();

        MovementRunStatus status = await world.RunAsync(MovementWorld.Options() with
        {
            Before = [(context, _) => context.Step.Number < 3
                ? Task.FromResult(GateDecision.Proceed) : new TaskCompletionSource<GateDecision>().Task],
        });

        Assert.Equal(MovementRunState.WentBack, status.State);
        Assert.Contains("did not answer within 100 s", status.Diagnostics[0].Message, StringComparison.Ordinal);
        Assert.True(await world.HasAsync(MovementWorld.Plan.Before!));
    }

    [Fact]
    public async Task It_may_go_back_by_one_step_and_goes_on_from_there()
    {
        await using MovementWorld world = await MovementWorld.StartAsync();
        var asked = new ConcurrentQueue<string>();

        MovementRunStatus status = await world.RunAsync(MovementWorld.Options() with
        {
            Fallback = MovementFallback.PreviousStep,
            After =
            [
                (context, _) => context.Step.Number == 3
                    ? throw new IOException("no metrics") : Task.FromResult(GateDecision.Proceed),
            ],
        });

        Assert.True(status is { State: MovementRunState.WentBack, Step: 2 }, status.ToString());
        Assert.True(await world.HasAsync(MovementWorld.Plan.Steps[1].Resources!));
        MovementRunStatus again = await world.RunAsync(MovementWorld.Options() with { Before = [Asked(asked, "before")] });
        Assert.Equal(MovementRunState.Done, again.State);
        Assert.Equal(["before 3", "before 4", "before 5", "before 6"], asked);
    }

    [Fact]
    public async Task A_person_decides_about_the_step_that_he_saw()
    {
        await using MovementWorld world = await MovementWorld.StartAsync();
        var person = new MovementApproval();
        Task<MovementRunStatus> running = world.RunAsync(
            MovementWorld.Options() with { Before = [person.AskAsync], GateLimit = TimeSpan.FromHours(20) });
        for (int step = 1; step <= 6; step++)
        {
            while (person.Pending?.Step.Number != step)
            {
                Assert.False(running.IsCompleted);
                await Task.Yield();
            }

            Assert.False(person.Decide(step + 1, GateDecision.Proceed));
            Assert.True(person.Decide(step, GateDecision.Proceed));
        }

        Assert.Equal(MovementRunState.Done, (await running).State);
        Assert.Null(person.Pending);
    }

    [Fact]
    public async Task Of_two_runners_one_carries_out_the_plan_and_both_have_its_result()
    {
        await using MovementWorld world = await MovementWorld.StartAsync();
        var asked = new ConcurrentQueue<string>();

        MovementRunStatus[] both = await Task.WhenAll(((string[])["one", "two"]).Select(name => Task.Run(() => world.RunAsync(
            MovementWorld.Options(name) with { Before = [Asked(asked, "before")] }))));

        Assert.All(both, status => Assert.Equal(MovementRunState.Done, status.State));
        Assert.Equal(6, asked.Count);
    }

    [Fact]
    public async Task Another_plan_is_refused_while_one_is_under_way_and_the_first_goes_on()
    {
        await using MovementWorld world = await MovementWorld.StartAsync();
        using var stop = new CancellationTokenSource();
        MovementRunStatus stopped = await world.RunAsync(MovementWorld.Options() with
        {
            Before = [async (context, _) =>
            {
                await (context.Step.Number == 3 ? stop.CancelAsync() : Task.CompletedTask);
                return GateDecision.Proceed;
            },
            ],
        }, cancellationToken: stop.Token);
        MovementRunStatus other = await world.RunAsync(
            plan: MovementWorld.PlanOf(90, gcp: 2) with { Kind = MovementKind.Switch, To = "gcp" });
        var asked = new ConcurrentQueue<string>();
        MovementRunStatus resumed = await world.RunAsync(
            MovementWorld.Options() with { Before = [Asked(asked, "before")] }, MovementWorld.PlanOf(100, gcp: 2));

        Assert.Equal(MovementRunState.Interrupted, stopped.State);
        Assert.Equal(MovementRunState.Refused, other.State);
        Assert.Contains("Another movement is under way: drain aws", Assert.Single(other.Diagnostics).Message, StringComparison.Ordinal);
        Assert.Equal(MovementRunState.Done, resumed.State);
        Assert.Equal("before 3", asked.First());
    }

    [Fact]
    public async Task What_is_done_is_not_done_again_unless_somebody_undid_it()
    {
        await using MovementWorld world = await MovementWorld.StartAsync();
        await world.RunAsync();
        var asked = new ConcurrentQueue<string>();
        MovementRunnerOptions options = MovementWorld.Options() with { Before = [Asked(asked, "before")] };

        Assert.Equal(MovementRunState.Done, (await world.RunAsync(options)).State);
        Assert.Empty(asked);

        ClusterConnection[] connections = world.Open();
        await new Applier(connections, options.Apply).ApplyAsync(MovementWorld.Plan.Before!);
        Array.ForEach(connections, connection => connection.Dispose());
        Assert.Equal(MovementRunState.Done, (await world.RunAsync(options)).State);
        Assert.Equal(6, asked.Count);
    }

    [Fact]
    public async Task What_cannot_be_carried_out_is_refused_before_anything_is_done()
    {
        await using MovementWorld world = await MovementWorld.StartAsync();
        MovementPlan infeasible = MovementPlan.Drain(
            "aws", MovementWorld.MeshOf(160, 1), options: new() { MayScale = false, SimulatedCalls = 0 });

        MovementRunStatus refused = await world.RunAsync(plan: infeasible);
        MovementRunStatus read = await world.RunAsync(plan: MovementWorld.Plan with { Before = null });

        Assert.All(
            [refused, read], status => Assert.Equal((MovementRunState.Refused, "MC130"), (status.State, status.Diagnostics[0].Code)));
        Assert.Null(world.Record());
        Assert.True(await world.HasAsync(MovementWorld.Plan.Before!));
    }

    [Fact]
    public async Task Pods_that_do_not_come_send_it_back_and_a_step_waits_for_those_that_somebody_makes()
    {
        await using MovementWorld world = await MovementWorld.StartAsync();
        MovementPlan plan = MovementWorld.PlanOf(160, gcp: 1);
        MovementRunStatus never = await world.RunAsync(MovementWorld.Options() with { StepLimit = TimeSpan.FromSeconds(10) }, plan);
        MovementRunStatus made = await world.RunAsync(
            MovementWorld.Options() with
            {
                Outside = (step, _) =>
                {
                    world.Servers[1].Seed(Pod("a-0") + "---\n" + Pod("a-1"));
                    return Task.CompletedTask;
                },
            }, plan);

        Assert.Contains("pods are not ready: 0 of 2 of shop/a in gcp", never.Diagnostics[0].Message, StringComparison.Ordinal);
        Assert.Equal((MovementRunState.WentBack, MovementRunState.Done), (never.State, made.State));
        Assert.Equal(7, made.Step);
    }

    private static string Pod(string name) => $$"""
        apiVersion: v1
        kind: Pod
        metadata:
          name: {{name}}
          namespace: shop
          labels: {app: a}
          ownerReferences: [{apiVersion: apps/v1, kind: StatefulSet, name: a, uid: "1", controller: true}]
        spec:
          containers: [{name: a, image: a}]
        status:
          phase: Running
          podIP: 10.9.9.{{name[^1]}}
          conditions: [{type: Ready, status: "True"}]

        """;

    private static MovementGate Asked(ConcurrentQueue<string> asked, string when) => (context, _) =>
    {
        asked.Enqueue($"{when} {context.Step.Number}");
        return Task.FromResult(GateDecision.Proceed);
    };
}
