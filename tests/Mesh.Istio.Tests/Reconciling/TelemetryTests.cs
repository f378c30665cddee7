using System.Diagnostics;
using System.Diagnostics.Metrics;
using Mesh.Istio.Telemetry;

namespace Mesh.Istio.Tests.Reconciling;

/// <summary>What is told to those who listen to <c>Mesh</c>.</summary>
public sealed class TelemetryTests
{
    [Fact]
    public async Task Spans_and_metrics_say_what_was_done()
    {
        using var meters = new OwnMeters();
        using var listening = new Listening(meters);
        using var telemetry = new MeshTelemetry(meters);
        await using ReconcileWorld world = await ReconcileWorld.StartAsync();
        // Spans of other tests have the same source's name; those of this one are below one of its own.
        using Activity root = new Activity(nameof(TelemetryTests)).Start();
        await using (Replica replica = world.Start(telemetry: telemetry))
        {
            await replica.UntilSettledAsync();
            world.MoveGateway("198.51.100.99");
            await replica.UntilAsync(status => status.IsSettled && status.Clusters[0].LastResult!.HasUpdates());
        }

        Assert.Contains("mesh.leader 1", listening.Measured);
        Assert.Equal("mesh.leader 0", listening.Measured.Last(line => line.StartsWith("mesh.leader ", StringComparison.Ordinal)));
        Assert.Contains("mesh.reconciliations 1 mesh.result=changed", listening.Measured);
        Assert.Contains("mesh.apply.objects 12 mesh.cluster=aws mesh.outcome=created", listening.Measured);
        Assert.Contains("mesh.apply.objects 2 mesh.cluster=aws mesh.outcome=updated", listening.Measured);
        Assert.Contains(listening.Measured, line => line.StartsWith("mesh.apply.duration ", StringComparison.Ordinal)
            && line.EndsWith(" mesh.cluster=gcp mesh.result=complete", StringComparison.Ordinal));
        Assert.Contains("mesh.clusters.pending 2", listening.Measured);
        Assert.Contains("mesh.clusters.pending 0", listening.Measured);
        string[] spans = listening.SpansBelow(root);
        Assert.Contains("mesh.reconcile mesh.trigger=start", spans);
        Assert.Contains("mesh.reconcile mesh.trigger=change", spans);
        Assert.Contains("mesh.generate mesh.result=changed", spans);
        Assert.Contains("mesh.apply mesh.cluster=aws mesh.result=complete mesh.objects=12", spans);
    }

    [Fact]
    public async Task Nothing_is_generated_again_because_a_pod_gets_ready()
    {
        using var meters = new OwnMeters();
        using var listening = new Listening(meters);
        using var telemetry = new MeshTelemetry(meters);
        await using ReconcileWorld world = await ReconcileWorld.StartAsync();
        await using (Replica replica = world.Start(telemetry: telemetry))
        {
            await replica.UntilSettledAsync();
            for (int i = 0; i < 20; i++)
            {
                world.SetReady("details-0", i % 2 == 0);
                await Task.Delay(ReconcileWorld.Quick.Debounce, TestContext.Current.CancellationToken);
            }

            // Whoever has seen this has seen what was before.
            world.MoveGateway("198.51.100.99");
            await replica.UntilAsync(status => status.IsSettled && status.Clusters[0].LastResult!.HasUpdates());
        }

        Assert.Contains("mesh.reconciliations 1 mesh.result=changed", listening.Measured);
        Assert.DoesNotContain("mesh.reconciliations 1 mesh.result=unchanged", listening.Measured);
    }

    private sealed class OwnMeters : IMeterFactory
    {
        private readonly List<Meter> _meters = [];

        public Meter Create(MeterOptions options)
        {
            options.Scope = this;
            _meters.Add(new Meter(options));
            return _meters[^1];
        }

        public void Dispose() => _meters.ForEach(meter => meter.Dispose());
    }

    private sealed class Listening : IDisposable
    {
        private readonly MeterListener _meters = new();
        private readonly ActivityListener _spans;
        private readonly List<string> _measured = [];
        private readonly List<Activity> _ended = [];

        public Listening(IMeterFactory meters)
        {
            _meters.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Mesh" && instrument.Meter.Scope == meters)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
            _meters.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument, value, tags));
            _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
            _meters.Start();
            _spans = new ActivityListener
            {
                ShouldListenTo = source => source.Name == MeshTelemetry.Name,
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
                ActivityStopped = span =>
                {
                    lock (_ended)
                    {
                        _ended.Add(span);
                    }
                },
            };
            ActivitySource.AddActivityListener(_spans);
        }

        public string[] Measured
        {
            get
            {
                lock (_measured)
                {
                    return [.. _measured];
                }
            }
        }

        public string[] SpansBelow(Activity root)
        {
            lock (_ended)
            {
                return [.. _ended.Where(span => span.TraceId == root.TraceId)
                    .Select(span => $"{span.OperationName} {string.Join(' ', span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"))}")];
            }
        }

        public void Dispose()
        {
            _meters.Dispose();
            _spans.Dispose();
        }

        private void Take<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            string line = FormattableString.Invariant($"{instrument.Name} {value}");
            foreach (KeyValuePair<string, object?> tag in tags)
            {
                line += $" {tag.Key}={tag.Value}";
            }

            lock (_measured)
            {
                _measured.Add(line);
            }
        }
    }
}
