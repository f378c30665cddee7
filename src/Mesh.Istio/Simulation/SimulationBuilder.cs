using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.Failures;
using Mesh.Istio.Simulation.Engine;

namespace Mesh.Istio.Simulation;

/// <summary>
/// The requests and what happens meanwhile. Without more words one caller sends a request every 50 ms for 10 seconds. Made by
/// <see cref="SimulationClient.To(string, int, string)"/>; not thread-safe.
/// </summary>
public sealed partial class SimulationBuilder
{
    private readonly SimulationPlan _plan;

    // A year and more can be added to it.
    private static DateTimeOffset LatestStart => new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    internal SimulationBuilder(SimulationPlan plan) => _plan = plan;

    /// <summary>Sends requests at an even rate, whether earlier ones are answered or not.</summary>
    /// <param name="requestsPerSecond">The rate, from 0.00001 (about one a day) to 1,000,000.</param>
    /// <returns>This builder.</returns>
    public SimulationBuilder WithRate(double requestsPerSecond)
    {
        SimulationRange.RequireRate(requestsPerSecond);
        (_plan.Rate, _plan.IsRandom, _plan.Calls) = (requestsPerSecond, false, null);
        return this;
    }

    /// <summary>Lets callers send requests one after the other.</summary>
    /// <param name="callers">The number of callers, from 1 to 1,000,000.</param>
    /// <param name="gap">The time from the beginning of one request to that of the next, or longer when the answer takes longer. From 0
    /// to a year.</param>
    /// <returns>This builder.</returns>
    public SimulationBuilder WithCallers(int callers, TimeSpan gap)
    {
        OptionRange.Require(callers, 1, SimulationRange.MostCallers);
        SimulationRange.RequireTime(gap);
        (_plan.Callers, _plan.Gap, _plan.Rate, _plan.Calls) = (callers, gap, 0, null);
        return this;
    }

    /// <summary>Sends requests at given times.</summary>
    /// <param name="times">The times since the start, from 0 to a year.</param>
    /// <returns>This builder.</returns>
    public SimulationBuilder WithCallsAt(ValueList<TimeSpan> times)
    {
        foreach (TimeSpan time in times)
        {
            SimulationRange.RequireTime(time, nameof(times));
        }

        _plan.Calls = times;
        return this;
    }

    /// <summary>Lets callers give up. Without, they wait for ever.</summary>
    /// <param name="timeout">How long they wait: more than 0, at most a year.</param>
    /// <returns>This builder.</returns>
    public SimulationBuilder WithCallerTimeout(TimeSpan timeout)
    {
        OptionRange.Require(timeout, TimeSpan.FromTicks(1), SimulationRange.Longest);
        _plan.CallerTimeout = timeout;
        return this;
    }

    /// <summary>
    /// Lets the client send other requests to the same host beside those that are counted, at an even rate, for example for a path that
    /// is broken. What they meet counts in the proxies, and is not part of the result.
    /// </summary>
    /// <param name="request">Describes the request; what is not said is that of a <c>GET /</c> without headers.</param>
    /// <param name="requestsPerSecond">The rate, from 0.00001 (about one a day) to 1,000,000.</param>
    /// <param name="from">When they begin, from 0 to a year. Default: at the start.</param>
    /// <returns>This builder.</returns>
    public SimulationBuilder Beside(Action<RequestBuilder> request, double requestsPerSecond, TimeSpan from = default)
    {
        SimulationRange.RequireRate(requestsPerSecond);
        SimulationRange.RequireTime(from);
        long interval = Math.Max(1, (long)(TimeSpan.TicksPerSecond / requestsPerSecond));
        _plan.Beside.Add(new SideRequests(RequestBuilder.Build(request), interval, from.Ticks));
        return this;
    }

    /// <summary>
    /// How the client speaks. Default: as the port says that it calls; callers from outside speak HTTP/1.1 at HTTP ports.
    /// </summary>
    /// <param name="protocol">The protocol.</param>
    /// <returns>This builder.</returns>
    public SimulationBuilder WithProtocol(CallProtocol protocol)
    {
        _plan.Protocol = protocol;
        return this;
    }

    /// <summary>How long requests are sent. Default: 10 seconds.</summary>
    /// <param name="duration">The time, from 0 to a year.</param>
    /// <returns>This builder.</returns>
    public SimulationBuilder For(TimeSpan duration)
    {
        SimulationRange.RequireTime(duration);
        _plan.Duration = duration;
        return this;
    }

    /// <summary>The seed of every random choice. Default: 1.</summary>
    /// <param name="seed">The seed.</param>
    /// <returns>This builder.</returns>
    public SimulationBuilder WithSeed(ulong seed)
    {
        _plan.Seed = seed;
        return this;
    }

    /// <summary>How long things take.</summary>
    /// <param name="timings">The times.</param>
    /// <returns>This builder.</returns>
    public SimulationBuilder WithTimings(SimulationTimings timings)
    {
        ArgumentNullException.ThrowIfNull(timings);
        timings.Check();
        _plan.Timings = timings;
        return this;
    }

    /// <summary>The time that access logs begin with. Default: 1970-01-01.</summary>
    /// <param name="start">The time, up to the year 9000.</param>
    /// <returns>This builder.</returns>
    public SimulationBuilder StartingAt(DateTimeOffset start)
    {
        OptionRange.Require(start, DateTimeOffset.MinValue, LatestStart);
        _plan.Start = start;
        return this;
    }

    /// <summary>Takes the time that access logs begin with from a clock, once.</summary>
    /// <param name="clock">The clock.</param>
    /// <returns>This builder.</returns>
    public SimulationBuilder StartingAt(TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return StartingAt(clock.GetUtcNow());
    }

    /// <summary>
    /// Hands over every line of the access logs of the client's proxy and of all gateways, as they are written. Without, none is made.
    /// </summary>
    /// <param name="write">Takes a line.</param>
    /// <returns>This builder.</returns>
    public SimulationBuilder WithLog(Action<AccessLogLine> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        _plan.Log = write;
        return this;
    }

    /// <summary>Hands over every request when it has ended.</summary>
    /// <param name="observe">Takes a request.</param>
    /// <returns>This builder.</returns>
    public SimulationBuilder WithRequests(Action<SimulatedRequest> observe)
    {
        ArgumentNullException.ThrowIfNull(observe);
        _plan.Observer = observe;
        return this;
    }

    /// <summary>
    /// From a time on exactly this fails; what failed before and is not named again recovers. The istiods push what is left of the
    /// endpoints after
    /// <see cref="SimulationTimings.PushDelay"/>.
    /// </summary>
    /// <param name="time">The time since the start, from 0 to a year.</param>
    /// <param name="configure">Says what fails.</param>
    /// <returns>This builder.</returns>
    public SimulationBuilder At(TimeSpan time, Action<FailureBuilder> configure)
    {
        return At(_plan.Inventory, time, configure);
    }

    /// <summary>The same for names of another inventory: of what is pushed later.</summary>
    internal SimulationBuilder At(Inventory named, TimeSpan time, Action<FailureBuilder> configure)
    {
        SimulationRange.RequireTime(time);
        ArgumentNullException.ThrowIfNull(configure);
        FailureBuilder failures = ReferenceEquals(named, _plan.Inventory) ? _plan.Mesh.NewFailure()
            : new FailureBuilder(named, _plan.Resources, new BackendIndex());
        configure(failures);
        _plan.Diagnostics.AddRange(failures.Diagnostics);
        return Fail(time, failures.Descriptions.Count == 0 ? "recovered" : string.Join(", ", failures.Descriptions), failures.Parts);
    }

    /// <summary>At a time everything recovers.</summary>
    /// <param name="time">The time since the start, from 0 to a year.</param>
    /// <returns>This builder.</returns>
    public SimulationBuilder RecoverAt(TimeSpan time)
    {
        SimulationRange.RequireTime(time);
        return Fail(time, "recovered", new FailedParts());
    }

    /// <summary>
    /// At a time the istiods push the endpoints of another inventory. The pods themselves neither fail nor recover by that.
    /// </summary>
    /// <param name="time">The time since the start, from 0 to a year.</param>
    /// <param name="observed">What the istiods then know.</param>
    /// <returns>This builder.</returns>
    public SimulationBuilder PushAt(TimeSpan time, Inventory observed)
    {
        SimulationRange.RequireTime(time);
        ArgumentNullException.ThrowIfNull(observed);
        _plan.Events.Add(
            new PlannedEvent(time, "endpoints pushed") { Observed = EndpointCompletion.Complete(observed), BeginsPhase = false });
        return this;
    }

    /// <summary>At a time the istiods push another configuration. Clusters whose policy changes forget their ejections.</summary>
    /// <param name="time">The time since the start, from 0 to a year.</param>
    /// <param name="resources">The new resources.</param>
    /// <returns>This builder.</returns>
    public SimulationBuilder PushAt(TimeSpan time, MeshResources resources)
    {
        SimulationRange.RequireTime(time);
        ArgumentNullException.ThrowIfNull(resources);
        _plan.Events.Add(new PlannedEvent(time, "configuration pushed") { Resources = resources });
        return this;
    }

    /// <summary>Runs the simulation.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What became of the requests. What could not be simulated is among its diagnostics; a question with a name that does not
    /// exist sends no request.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public SimulationResult Run(CancellationToken cancellationToken = default) =>
        _plan is { Client: FoundClient.Known client, Diagnostics.Count: 0 }
        ? new SimulationRun(_plan, client).Run(cancellationToken)
        : new SimulationResult
        {
            Client = _plan.ClientName,
            Host = _plan.Host,
            Port = _plan.Port,
            Diagnostics = new Diagnostics.DiagnosticList(
                _plan.Client is FoundClient.Unknown unknown ? [unknown.Problem, .. _plan.Diagnostics] : _plan.Diagnostics),
        };

    /// <summary>What the requests ask for, in turn.</summary>
    internal SimulationBuilder WithTurns(ValueList<Request> turns)
    {
        _plan.Turns = turns;
        return this;
    }

    internal SimulationBuilder WithFirstTicks(Func<string, string, TimeSpan?> firstTick)
    {
        _plan.FirstTick = firstTick;
        return this;
    }

    private SimulationBuilder Fail(TimeSpan time, string name, FailedParts parts)
    {
        _plan.Events.Add(new PlannedEvent(time, name) { Failure = parts });
        _plan.Events.Add(new PlannedEvent(time + _plan.Timings.PushDelay, "endpoints pushed") { Push = parts, BeginsPhase = false });
        return this;
    }
}
