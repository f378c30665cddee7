using Mesh.Inventories;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting.Engine;

namespace Mesh.Istio.Capacity.Engine;

/// <summary>What all questions of one load forecaster share. Thread-safe.</summary>
internal sealed class LoadMesh
{
    public LoadMesh(MeshResources resources, Inventory inventory, Demand demand, CapacityTable capacities)
    {
        Mesh = new ObservedMesh(resources, EndpointCompletion.Complete(inventory));
        Asked = new AskedMesh(Mesh);
        Demand = demand;
        Capacities = capacities;
        Pods = new PodDirectory(Mesh.Inventory, capacities, demand);
        Scaling = new ScalingRule(Mesh.Inventory);
    }

    public ObservedMesh Mesh { get; }

    public AskedMesh Asked { get; }

    public Demand Demand { get; }

    public CapacityTable Capacities { get; }

    public PodDirectory Pods { get; }

    public ScalingRule Scaling { get; }

    public BackendIndex Backends { get; } = new();

    /// <summary>The load while nothing fails, from which autoscalers learn what a request costs.</summary>
    public LoadForecast Now => field ??= new LoadRun(this, new FailureBuilder(Mesh.Inventory, Mesh.Resources, Backends), null).Run();

    /// <summary>The same with other pods.</summary>
    public LoadMesh With(Inventory inventory) => new(Mesh.Resources, inventory, Demand, Capacities);

    public LoadForecast When(IEnumerable<Action<FailureBuilder>> failures)
    {
        var builder = new FailureBuilder(Mesh.Inventory, Mesh.Resources, Backends);
        foreach (Action<FailureBuilder> failure in failures)
        {
            failure(builder);
        }

        return new LoadRun(this, builder, Now).Run();
    }
}
