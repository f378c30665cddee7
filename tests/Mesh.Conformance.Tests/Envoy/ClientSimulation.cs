using Mesh.Istio.Simulation.Envoy;

namespace Mesh.Conformance.Tests.Envoy;

/// <summary>Plays a client with parallel workers against a cluster in virtual time; the modes of the hosts can change meanwhile.</summary>
internal sealed class ClientSimulation
{
    private readonly UpstreamCluster _cluster;
    private readonly ClientSetup _setup;
    private readonly Worker[] _workers;
    private readonly PriorityQueue<(int Worker, int Version, Action? Script), (TimeSpan At, long Order)> _events = new();
    private readonly Dictionary<string, string> _modes = [];
    private SeededRandom _random;
    private int _started;
    private long _order;

    internal ClientSimulation(UpstreamCluster cluster, ClientSetup setup, ulong seed)
    {
        _cluster = cluster;
        _setup = setup;
        _random = new SeededRandom(seed);
        _workers = [.. Enumerable.Range(0, setup.Workers).Select(_ => new Worker())];
    }

    internal List<FinishedRequest> Finished { get; } = [];

    internal TimeSpan Now { get; private set; }

    internal UpstreamCluster Cluster => _cluster;

    internal void At(TimeSpan time, Action script) => Enqueue(-1, 0, time, script);

    /// <summary>Changes how a host behaves from now on; a process that goes away resets what is under way.</summary>
    internal void SetMode(string host, string mode)
    {
        _modes[host] = mode;
        for (int i = 0; mode == "refused" && i < _workers.Length; i++)
        {
            if (_workers[i].Host >= 0 && _cluster.EndpointOf(_workers[i].Host).Address == host)
            {
                _workers[i].Outcome = AttemptOutcome.Failed(AttemptKind.Reset);
                Schedule(i, Now);
            }
        }
    }

    /// <summary>Starts the workers at a time, each a little later than the one before.</summary>
    internal void Start(TimeSpan at)
    {
        for (int i = 0; i < _workers.Length; i++)
        {
            _workers[i].Step = Step.Send;
            Schedule(i, at + (_setup.Pacing * ((double)i / _workers.Length)));
        }
    }

    /// <summary>Runs until as many requests were started as wanted and all are finished, or until the time is over.</summary>
    internal void Run(int requests, TimeSpan end)
    {
        while (_events.TryPeek(out (int Worker, int Version, Action? Script) next, out (TimeSpan At, long Order) due) && due.At <= end)
        {
            if (Finished.Count >= requests)
            {
                return;
            }

            _events.Dequeue();
            Now = due.At;
            if (next.Script is not null)
            {
                next.Script();
            }
            else if (next.Version == _workers[next.Worker].Version)
            {
                Advance(next.Worker, requests);
            }
        }

        Now = end;
    }

    private void Advance(int index, int requests)
    {
        Worker worker = _workers[index];
        switch (worker.Step)
        {
            case Step.Send when _started < requests:
                worker.Attempts.Begin();
                worker.Index = _started++;
                worker.Sent = Now;
                Try(index);
                break;
            case Step.Send:
                break;
            case Step.Retry:
                Try(index);
                break;
            default:
                Complete(index);
                break;
        }
    }

    private void Try(int index)
    {
        Worker worker = _workers[index];
        worker.Host = _cluster.Pick(worker.Attempts, _setup.Retry, Now);
        if (worker.Host < 0)
        {
            Finish(index, AttemptOutcome.Failed(AttemptKind.NoHealthyHost), exhausted: false);
            return;
        }

        (worker.Outcome, TimeSpan duration) = Behave(_cluster.EndpointOf(worker.Host).Address);
        if (_setup.RequestTimeout is { } limit && Now + duration > worker.Sent + limit)
        {
            worker.Outcome = AttemptOutcome.Failed(AttemptKind.RequestTimeout);
            duration = worker.Sent + limit - Now;
        }

        worker.Step = Step.Complete;
        Schedule(index, Now + duration);
    }

    private (AttemptOutcome Outcome, TimeSpan Duration) Behave(string host) => _modes.GetValueOrDefault(host, "ok") switch
    {
        "ok" => (AttemptOutcome.Responded(200), _setup.RoundTrip + _setup.ServiceTime),
        "http503" => (AttemptOutcome.Responded(503), _setup.RoundTrip),
        "http500" => (AttemptOutcome.Responded(500), _setup.RoundTrip),
        "refused" => (AttemptOutcome.Failed(AttemptKind.ConnectFailure), _setup.RoundTrip),
        "reset" or "acceptclose" => (AttemptOutcome.Failed(AttemptKind.Reset), _setup.RoundTrip),
        "blackhole" => (AttemptOutcome.Failed(AttemptKind.ConnectTimeout), _setup.ConnectTimeout),
        "slow" => (AttemptOutcome.Failed(AttemptKind.TryTimeout), _setup.Retry?.PerTryTimeout ?? TimeSpan.FromSeconds(2.5)),
        string other => throw new InvalidDataException($"The recording has an unknown behaviour '{other}'."),
    };

    private void Complete(int index)
    {
        Worker worker = _workers[index];
        _cluster.Report(worker.Host, worker.Outcome, Now);
        worker.Host = -1;
        bool covered = _setup.Retry is { Attempts: > 0 } retry && retry.Covers(worker.Outcome);
        if (covered && worker.Attempts.Count <= _setup.Retry!.Attempts)
        {
            worker.Step = Step.Retry;
            Schedule(index, Now + _setup.Retry.Backoff(worker.Attempts.Count, ref _random));
            return;
        }

        Finish(index, worker.Outcome, covered);
    }

    private void Finish(int index, AttemptOutcome outcome, bool exhausted)
    {
        Worker worker = _workers[index];
        string last = outcome.Kind == AttemptKind.NoHealthyHost ? "" : _cluster.EndpointOf(worker.Attempts.Hosts[^1]).Address;
        Finished.Add(new FinishedRequest(
            worker.Index, worker.Sent, Now, outcome.StatusCode >= 400, ResponseFlags.Of(outcome, exhausted), last,
                outcome.Kind == AttemptKind.Response));
        worker.Step = Step.Send;
        // Nobody knows when the machine was busy: the overhead is spread evenly around its mean.
        Schedule(index, Now + _setup.Pacing + _random.NextTime(_setup.Overhead * 2));
    }

    private void Schedule(int worker, TimeSpan at) => Enqueue(worker, ++_workers[worker].Version, at, null);

    private void Enqueue(int worker, int version, TimeSpan at, Action? script) =>
        _events.Enqueue((worker, version, script), (at, _order++));

    private enum Step
    {
        Send,
        Retry,
        Complete,
    }

    private sealed class Worker
    {
        internal RequestAttempts Attempts { get; } = new();

        internal Step Step { get; set; }

        internal int Version { get; set; }

        internal int Host { get; set; } = -1;

        internal int Index { get; set; }

        internal TimeSpan Sent { get; set; }

        internal AttemptOutcome Outcome { get; set; }
    }
}
