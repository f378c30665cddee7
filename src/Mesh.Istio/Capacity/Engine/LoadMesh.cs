using System.Collections.Concurrent;
using Mesh.Inventories;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting.Engine;

namespace Mesh.Istio.Capacity.Engine;

/// <summary>What all questions of one load forecaster share. Thread-safe.</summary>
internal sealed class LoadMesh
{
    private readonly Lazy<ObservedFlows> _observed;
    private readonly ConcurrentDictionary<(string Cluster, string Workload), FoundClient> _clients = new();
    private readonly ConcurrentDictionary<(string Cluster, string Host), int> _ports = new();

    public LoadMesh(MeshResources resources, Inventory inventory, Demand demand, CapacityTable capacities)
    {
        Mesh = new ObservedMesh(resources, EndpointCompletion.Complete(inventory));
        Asked = new AskedMesh(Mesh);
        Demand = demand;
        Capacities = capacities;
        Pods = new PodDirectory(Mesh.Inventory, capacities, demand);
        Scaling = new ScalingRule(Mesh.Inventory);
        _observed = new Lazy<ObservedFlows>(() => ObservedFlows.OfClusters(this));
    }

    public ObservedMesh Mesh { get; }

    public AskedMesh Asked { get; }

    public Demand Demand { get; }

    public CapacityTable Capacities { get; }

    public PodDirectory Pods { get; }

    public ScalingRule Scaling { get; }

    public BackendIndex Backends { get; } = new();

    /// <summary>The load while nothing fails, from which autoscalers learn what a request costs.</summary>
    public LoadForecast Now => _observed.Value.Load;

    /// <summary>The same with other pods.</summary>
    public LoadMesh With(Inventory inventory) => new(Mesh.Resources, inventory, Demand, Capacities);

    public LoadForecast When(IEnumerable<Action<FailureBuilder>> failures)
    {
        FailureBuilder failure = Failing(failures);
        ObservedFlows observed = _observed.Value;
        return (observed.ClustersOf(failure.Parts) is { } clusters
            ? new LoadRun(this, failure, Now, observed, clusters) : new LoadRun(this, failure, Now)).Run();
    }

    public FailureBuilder NewFailure() => new(Mesh.Inventory, Mesh.Resources, Backends);

    /// <summary>Several failures at once.</summary>
    public FailureBuilder Failing(IEnumerable<Action<FailureBuilder>> failures)
    {
        FailureBuilder builder = NewFailure();
        foreach (Action<FailureBuilder> failure in failures)
        {
            failure(builder);
        }

        return builder;
    }

    /// <summary>Who sends, looked for once.</summary>
    public FoundClient Client(string cluster, string workload) => _clients.GetOrAdd(
        (cluster, workload),
        static (name, mesh) => ClientFinder.Find(mesh.Mesh.Inventory, mesh.Backends, name.Cluster, name.Workload, null), this);

    /// <summary>The port of a host where metrics name none.</summary>
    public int FirstPort(string cluster, string host) => _ports.GetOrAdd((cluster, host), FindPort);

    private int FindPort((string Cluster, string Host) asked) =>
        Mesh.Inventory.Clusters.OrderBy(entry => entry.Name != asked.Cluster).SelectMany(entry => entry.Services.Where(
            service => asked.Host == $"{service.Name}.{service.Namespace}.svc.{entry.DnsDomain}"))
            .SelectMany(service => service.Ports).Select(port => port.Number)
            .Concat((Mesh.Resources.Find(asked.Cluster)?.Objects ?? default).OfType<Resources.ServiceEntry>()
                .Where(entry => entry.Hosts.Contains(asked.Host))
                .SelectMany(entry => entry.Ports).Select(port => (int)port.Number))
            .FirstOrDefault(80);
}
