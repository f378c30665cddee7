using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Forecasting.Engine;

namespace Mesh.Istio.Capacity.Engine;

/// <summary>
/// Sends the demand through the mesh that a failure leaves, and the calls that follow from it, until nothing is left to send.
/// </summary>
internal sealed class LoadRun
{
    // Calls that follow from calls become fewer, or there is no end.
    private const int MostRounds = 1000;
    private const double Negligible = 1e-9;

    private readonly LoadMesh _mesh;
    private readonly DescribedFailure _failure;
    private readonly EndpointTracer _tracer;
    private readonly VisitCount _count = new(RetryLoad.Factor);
    private readonly LoadForecast? _before;
    private readonly ObservedFlows? _observed;
    private readonly int[] _failing;
    private readonly Dictionary<FlowKey, FlowAnswer> _answers = [];
    private readonly Dictionary<BackendKey, (double Rate, bool IsGateway)> _loads = [];
    private readonly Dictionary<(string Client, string Host, string Reason, bool IsUnknown), double> _lost = [];
    private readonly Dictionary<ClientKey, (double Rate, PodEntry Pod)> _pending = [];
    private readonly SortedSet<string> _assumptions = new(StringComparer.Ordinal);
    private readonly List<Diagnostic> _found = [];
    private double _asked;

    /// <summary>Looks at a failure.</summary>
    public LoadRun(LoadMesh mesh, FailureBuilder failure, LoadForecast before)
        : this(mesh, failure, before, null, null, [])
    {
    }

    /// <summary>Looks at the state as observed, and notes which failures could change the answers.</summary>
    public LoadRun(LoadMesh mesh, FailureBuilder nothing, Concerns concerns, ObservedFates fates)
        : this(mesh, nothing, null, concerns, fates, [])
    {
    }

    /// <summary>Looks at a failure, where it is known what it does not concern.</summary>
    /// <param name="mesh">The mesh.</param>
    /// <param name="failure">What fails.</param>
    /// <param name="before">The load while nothing fails.</param>
    /// <param name="observed">What becomes of the requests then.</param>
    /// <param name="failing">The numbers of what fails among the failures of <paramref name="observed"/>.</param>
    public LoadRun(LoadMesh mesh, FailureBuilder failure, LoadForecast before, ObservedFlows observed, int[] failing)
        : this(mesh, failure, before, null, observed.Fates, failing) => _observed = observed;

    private LoadRun(
        LoadMesh mesh, FailureBuilder failure, LoadForecast? before, Concerns? concerns, ObservedFates? fates, int[] failing)
    {
        _mesh = mesh;
        _failure = new DescribedFailure(failure);
        _before = before;
        _failing = failing;
        _tracer = new EndpointTracer(new FailedWorld(mesh.Mesh, failure.Parts), concerns, fates, failing) { Count = _count };
    }

    /// <summary>What was answered.</summary>
    public IReadOnlyDictionary<FlowKey, FlowAnswer> Answers => _answers;

    private FailedWorld World => _tracer.World;

    public LoadForecast Run()
    {
        _found.AddRange(_mesh.Demand.Diagnostics);
        _found.AddRange(_failure.Diagnostics);
        if (_failure.Diagnostics.IsEmpty)
        {
            foreach (DemandFlow flow in _mesh.Demand.Flows.Where(flow => flow.RequestsPerSecond > 0))
            {
                Send(flow);
            }

            Follow();
        }

        return new LoadSummary(_mesh, World, _before).Of(
            _loads,
            new LoadForecast
            {
                Failures = _failure.Descriptions,
                Asked = _asked,
                Lost = _lost.Select(entry => new LostDemand(
                    entry.Key.Client, entry.Key.Host, entry.Value, entry.Key.Reason, entry.Key.IsUnknown))
                    .OrderByDescending(lost => lost.RequestsPerSecond).ThenBy(lost => lost.Client, StringComparer.Ordinal)
                    .ThenBy(lost => lost.Host, StringComparer.Ordinal).ThenBy(lost => lost.Reason, StringComparer.Ordinal).ToValueList(),
                Assumptions = _assumptions.ToValueList(),
                Diagnostics = new DiagnosticList(_found),
            });
    }

    private void Send(DemandFlow flow)
    {
        // Metrics name a cluster as Istio does.
        string cluster = _mesh.Mesh.Inventory.Find(flow.Cluster) is not null ? flow.Cluster
            : _mesh.Mesh.Inventory.Clusters.FirstOrDefault(entry => entry.IstioClusterId == flow.Cluster)?.Name ?? flow.Cluster;
        FoundClient found = _mesh.Client(cluster, flow.Workload);
        if (found is FoundClient.Unknown unknown)
        {
            _found.Add(CapacityDiagnostics.DemandUnknown.At(unknown.Problem.Path, unknown.Problem.Message, unknown.Problem.Help));
            return;
        }

        WorkloadInfo[] left = Left((FoundClient.Known)found);
        foreach (string other in left.Length == 0 ? flow.Elsewhere : default)
        {
            if (_mesh.Client(other, flow.Workload) is FoundClient.Known there
                && Left(there) is { Length: > 0 } pods)
            {
                (cluster, left) = (other, pods);
                break;
            }
        }

        if (left.Length == 0)
        {
            Gone(flow);
            return;
        }

        foreach (IGrouping<Locality, WorkloadInfo> place in left.GroupBy(pod => pod.Locality.Value))
        {
            double rate = flow.RequestsPerSecond * place.Count() / left.Length;
            foreach (WorkloadInfo pod in flow.IsFromOutside ? [.. place] : Array.Empty<WorkloadInfo>())
            {
                Load(new BackendKey(cluster, pod.Namespace, pod.Name), true, rate / place.Count());
            }

            Send(
                new ClientKey(cluster, flow.Workload, place.Key), [.. place], flow.IsFromOutside, flow.Host, flow.Port,
                new Request { Method = flow.Method, Path = flow.Path }, rate);
        }
    }

    private WorkloadInfo[] Left(FoundClient.Known client) => World.Inventory.Find(client.Proxy.Cluster) is not { } cluster ? [] :
        [.. client.Pods.Where(pod => pod.Ready && !World.Parts.IsGone(cluster, pod)
            && !World.Parts.Failing.Contains(new BackendKey(cluster.Name, pod.Namespace, pod.Name)))];

    // A client that is gone sends nothing; users outside remain.
    private void Gone(DemandFlow flow)
    {
        string name = $"{flow.Cluster} {flow.Workload}";
        if (!flow.IsFromOutside)
        {
            _assumptions.Add($"{name} sends nothing while it is gone");
            return;
        }

        _asked += flow.RequestsPerSecond;
        string reason = flow.Elsewhere.IsEmpty ? "the gateway is gone, and nothing says where its users go"
            : $"the gateway is gone, and so are those in {string.Join(", ", flow.Elsewhere)}";
        Lose(name, flow.Host, reason, flow.Elsewhere.IsEmpty, flow.RequestsPerSecond);
        if (flow.Elsewhere.IsEmpty)
        {
            _found.Add(CapacityDiagnostics.UsersUnknown.At(
                name, $"The gateway is gone, and nothing says where {LoadText.Rate(flow.RequestsPerSecond)} requests/s for {flow.Host} go.",
                "Say the clusters whose gateway users come to instead (elsewhere)."));
        }
    }

    private void Follow()
    {
        for (int round = 0; _pending.Count > 0; round++)
        {
            (ClientKey Client, double Rate, PodEntry Pod)[] senders =
                [.. _pending.Select(entry => (entry.Key, entry.Value.Rate, entry.Value.Pod))];
            _pending.Clear();
            if (round == MostRounds || _asked > 1e6 * (_mesh.Demand.RequestsPerSecond + 1))
            {
                _found.Add(CapacityDiagnostics.CallsGrow.At(
                    $"{senders[0].Client.Cluster} {senders[0].Client.Workload}",
                    $"Calls of {senders[0].Client.Workload} come back to it, at least one for each.",
                    "Correct the numbers of calls for each request: in a circle their product is less than 1."));
                return;
            }

            foreach ((ClientKey client, double rate, PodEntry pod) in senders)
            {
                WorkloadInfo[] pods = [.. _mesh.Pods.Of(client.Cluster, client.Workload).Select(entry => entry.Pod).OfType<WorkloadInfo>()
                    .Where(entry => entry.Locality.Value == client.Place)];
                foreach (CallRatio call in pods.Length > 0 ? pod.Calls : [])
                {
                    Send(client, pods, false, call.Host, call.Port, new Request(), rate * call.CallsPerRequest);
                }
            }
        }
    }

    private void Send(ClientKey client, WorkloadInfo[] pods, bool outside, string host, int port, Request request, double rate)
    {
        if (rate <= Negligible)
        {
            return;
        }

        _asked += rate;
        var key = new FlowKey(client, outside, host, port, request);
        if (!_answers.TryGetValue(key, out FlowAnswer? answer))
        {
            _answers.Add(key, answer = _observed?.Find(key, _failing) ?? Ask(key, pods));
            Note(answer, client);
        }

        foreach (PodVisit visit in answer.Visits)
        {
            Load(visit.Pod, visit.IsGateway, visit.Part * rate);
        }

        if (answer.Lost > Negligible)
        {
            Lose($"{client.Cluster} {client.Workload}", host, answer.Reason, false, rate * answer.Lost);
        }
    }

    private void Note(FlowAnswer answer, ClientKey client)
    {
        foreach (string assumption in answer.Assumptions)
        {
            _assumptions.Add(assumption);
        }

        if (answer.Problem is { } why)
        {
            _found.Add(CapacityDiagnostics.FlowUnanswered.At($"{client.Cluster} {client.Workload}", why.Message, why.Help));
        }
    }

    private FlowAnswer Ask(FlowKey key, WorkloadInfo[] pods)
    {
        ClientKey client = key.Client;
        ClusterInventory cluster = _mesh.Mesh.Inventory.Find(client.Cluster)!;
        FoundClient found = new FoundClient.Known(
            ClientFinder.ProxyOf(cluster, pods, ProxyType.Sidecar, client.Place), pods.ToValueList(), client.Place);
        var asked = new ForecastClient(_mesh.Asked, client.Cluster, client.Workload, key.Outside ? found.AsGateway() : found);
        int port = key.Port > 0 ? key.Port : _mesh.FirstPort(client.Cluster, key.Host);
        VisitCount visits = _count.Fresh();
        FailureSet before = _tracer.Touches.Begin();
        Forecast forecast = ForecastEngine.Run(asked.To(key.Host, port, key.Request), _failure, _tracer, null, visits);
        return new FlowAnswer(
            visits.ToVisits(), forecast.LostPercent / 100, forecast.Losses.IsEmpty ? "" : forecast.Losses[0].Reason)
        {
            Assumptions = forecast.Assumptions,
            Problem = forecast.IsUnknown ? forecast.Diagnostics.First(finding => finding.Severity == DiagnosticSeverity.Error) : null,
            Touched = _tracer.Touches.End(before),
        };
    }

    private void Load(BackendKey key, bool isGateway, double rate)
    {
        _loads[key] = (_loads.GetValueOrDefault(key).Rate + rate, isGateway);
        PodEntry pod = _mesh.Pods.Find(key);
        if (!isGateway && pod.Calls.Count > 0)
        {
            _pending[pod.Client] = (_pending.GetValueOrDefault(pod.Client).Rate + rate, pod);
        }
    }

    private void Lose(string client, string host, string reason, bool isUnknown, double rate)
    {
        (string, string, string, bool) key = (client, host, reason, isUnknown);
        _lost[key] = _lost.GetValueOrDefault(key) + rate;
    }
}
