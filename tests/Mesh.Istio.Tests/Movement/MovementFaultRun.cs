using Mesh.ApiServerDouble;
using Mesh.ApiServerDouble.Faults;
using Mesh.Istio.Apply;
using Mesh.Istio.Movement;
using Mesh.Istio.Tests.Apply;
using Mesh.Tests;

namespace Mesh.Istio.Tests.Movement;

/// <summary>
/// A movement amid faults, a function of its seed: runners that are killed at any request or meet errors, gates that refuse, throw or never
/// answer; then one that meets none.
/// </summary>
internal sealed class MovementFaultRun(int seed, MovementWorld world)
{
    private static readonly FaultKind[] Kinds =
    [
        FaultKind.TooManyRequests, FaultKind.InternalError, FaultKind.Unavailable, FaultKind.Conflict, FaultKind.ResetBefore,
        FaultKind.ResetAfter, FaultKind.Hang, FaultKind.HangAfter, FaultKind.TruncatedBody, FaultKind.TruncatedJson,
    ];

    private readonly Random _random = new(seed);

    public bool WasKilled { get; private set; }

    public bool WentBack { get; private set; }

    public bool WasResumed { get; private set; }

    public async Task RunAsync()
    {
        await world.ResetAsync();
        bool wasBack = false;
        for (int crash = _random.Next(1, 4); crash > 0; crash--)
        {
            MovementRunStatus amid = await RunAmidFaultsAsync(crash);
            string state = world.Record()?["state"]?.GetValue<string>() ?? "";
            // Whoever goes back goes on going back, unless it ended and somebody asked again.
            Assert.False(wasBack && amid.State == MovementRunState.Done, amid.ToString());
            wasBack = state == "GoingBack";
            if (amid.HasEnded)
            {
                await AssertInAsync(amid);
            }
        }

        WasResumed = world.Record()?["state"]?.GetValue<string>() is "Moving" or "GoingBack";
        MovementRunStatus last = await world.RunAsync(MovementWorld.Options("last"));
        Assert.True(last.HasEnded, last.ToString());
        Assert.False(wasBack && last.State != MovementRunState.WentBack, last.ToString());
        WentBack = last.State == MovementRunState.WentBack;
        await AssertInAsync(last);
    }

    private async Task AssertInAsync(MovementRunStatus status)
    {
        MeshResources wanted = status.Step == 0 ? MovementWorld.Plan.Before! : MovementWorld.Plan.Steps[status.Step - 1].Resources!;
        Assert.True(status.State == MovementRunState.Done ? status.Step == MovementWorld.Plan.Steps.Count : status.Diagnostics.HasErrors);
        Assert.True(await world.HasAsync(wanted), $"{status}");
        Assert.Equal(status.State.ToString(), world.Record()!["state"]!.GetValue<string>());
    }

    private async Task<MovementRunStatus> RunAmidFaultsAsync(int number)
    {
        using var killed = new CancellationTokenSource();
        int killAt = _random.Next(2) == 0 ? 1 + _random.Next(120) : int.MaxValue, requests = 0;
        bool before = _random.Next(2) == 0;
        double rate = _random.Next(2) * _random.NextDouble() * 0.3;
        Fault[] kinds = [.. Kinds.Where(_ => _random.Next(3) == 0).DefaultIfEmpty(Kinds[0]).Select(kind => new Fault(kind))];
        foreach (ApiServer server in world.Servers)
        {
            var faults = new SeededFaults(seed + number, rate, kinds) { MostPerRequest = 3 };
            server.Faults = request =>
            {
                if (Interlocked.Increment(ref requests) < killAt)
                {
                    return faults.For(request);
                }

                // Dead from here on: nothing comes through, not even what gives the Lease back.
                bool isFirst = !WasKilled;
                WasKilled = true;
                _ = killed.CancelAsync();
                return isFirst && !before ? new Fault(FaultKind.ResetAfter) : new Fault(FaultKind.ResetBefore);
            };
        }

        MovementRunStatus status = await world.RunAsync(
            MovementWorld.Options($"runner{number}") with
            {
                Before = [Gate()],
                After = [Gate()],
                Fallback = (MovementFallback)_random.Next(2),
                StepLimit = TimeSpan.FromSeconds(_random.Next(2) == 0 ? 30 : 2000),
            },
            connection: LiveWorld.Fast with { TimeProvider = new FastTime(), AttemptTimeout = TimeSpan.FromSeconds(60), MaxRetries = 2 },
            cancellationToken: killed.Token);
        foreach (ApiServer server in world.Servers)
        {
            server.Faults = null;
        }

        return status;
    }

    private MovementGate Gate()
    {
        int step = _random.Next(1, 14), what = _random.Next(3);
        return (context, _) => context.Step.Number != step ? Task.FromResult(GateDecision.Proceed) : what switch
        {
            0 => Task.FromResult(GateDecision.Stop("no")),
            1 => throw new InvalidOperationException("no metrics"),
            _ => new TaskCompletionSource<GateDecision>().Task,
        };
    }
}
