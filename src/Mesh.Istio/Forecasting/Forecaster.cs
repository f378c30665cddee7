using Mesh.Inventories;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting.Engine;

namespace Mesh.Istio.Forecasting;

/// <summary>
/// Forecasts where traffic goes when something fails, from resources (generated or hand-written) and an inventory. It answers for the
/// steady state: after detection and before return. The way there, failed requests and retries are not part of it.
/// </summary>
/// <remarks>
/// Each cluster's istiod is taken to read only its own cluster. Thread-safe; nothing that resources or inventories hold makes it throw.
/// </remarks>
public sealed class Forecaster
{
    private readonly AskedMesh _asked;

    /// <summary>Takes the resources of all clusters and what was observed in them.</summary>
    /// <param name="resources">The Istio resources per cluster.</param>
    /// <param name="inventory">The inventory. Where a cluster has no EndpointSlices at all,
    /// endpoints are made of Services and pods, as Kubernetes would.</param>
    public Forecaster(MeshResources resources, Inventory inventory)
    {
        ArgumentNullException.ThrowIfNull(resources);
        ArgumentNullException.ThrowIfNull(inventory);
        _asked = new AskedMesh(new ObservedMesh(resources, EndpointCompletion.Complete(inventory)));
    }

    /// <summary>Chooses the client. Where its pods are in several places, the most frequent one counts.</summary>
    /// <param name="cluster">The client's cluster.</param>
    /// <param name="workload"><c>namespace/name</c> of a Service, a pod, a pod's prefix (the
    /// Deployment's name), or the value of the pods' label <c>app</c>.</param>
    /// <returns>The client, to be asked for a host.</returns>
    public ForecastClient ForClient(string cluster, string workload) => Client(cluster, workload, null);

    /// <summary>Chooses the client and says where it is.</summary>
    /// <param name="cluster">The client's cluster.</param>
    /// <param name="workload"><c>namespace/name</c> as for the other overload.</param>
    /// <param name="locality">The place of the client.</param>
    /// <returns>The client, to be asked for a host.</returns>
    public ForecastClient ForClient(string cluster, string workload, Locality locality) => Client(cluster, workload, locality);

    /// <summary>
    /// Chooses a gateway that takes requests from outside: the forecast is that of requests that come to one of its declared ports.
    /// </summary>
    /// <param name="cluster">The gateway's cluster.</param>
    /// <param name="workload"><c>namespace/name</c> of the gateway's Service or pods, as for a client.</param>
    /// <returns>The gateway, to be asked for a host and one of its ports.</returns>
    public ForecastClient ForGateway(string cluster, string workload)
    {
        ForecastClient client = Client(cluster, workload, null);
        return new ForecastClient(_asked, cluster, workload, client.Found.AsGateway());
    }

    /// <summary>Chooses calls to be forecast together, for a table or a proof about a whole mesh.</summary>
    /// <param name="configure">Says which calls.</param>
    /// <returns>The calls.</returns>
    public ForecastCalls ForCalls(Action<ForecastCallsBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var calls = new ForecastCallsBuilder(_asked);
        configure(calls);
        return calls.Build();
    }

    private ForecastClient Client(string cluster, string workload, Locality? locality)
    {
        ArgumentException.ThrowIfNullOrEmpty(cluster);
        ArgumentException.ThrowIfNullOrEmpty(workload);
        return new ForecastClient(
            _asked, cluster, workload, ClientFinder.Find(_asked.Mesh.Inventory, _asked.Mesh.Backends, cluster, workload, locality));
    }
}
