using Mesh.Inventories;
using Mesh.Istio.Resources;
using Mesh.Istio.Simulation;
using Mesh.Istio.Tests.Capacity;
using static Mesh.Istio.Tests.Capacity.LoadMeshes;

namespace Mesh.Istio.Tests.Simulation;

/// <summary>One client, and one pod that works as told.</summary>
internal static class QueueMeshes
{
    /// <summary>Nothing but the pod takes time.</summary>
    public static SimulationTimings NoWay { get; } = new() { RoundTrip = TimeSpan.Zero, ConnectTime = TimeSpan.Zero };

    /// <summary>The client calls a Service in its own cluster, with the objects that there are for it.</summary>
    public static SimulationBuilder Ask(SimulatedCapacity? capacity, params IstioObject[] objects)
    {
        Inventory inventory = new InventoryBuilder().AddShop("aws", "us-east-2", Pods(1)).Build();
        var resources = new MeshResources { Clusters = [new ClusterResources("aws") { Objects = objects.ToValueList() }] };
        SimulationBuilder simulation = new Simulator(resources, inventory).ForClient("aws", Front).To("a.shop.svc.cluster.local", 8080)
            .WithTimings(NoWay);
        return capacity is null ? simulation : simulation.WithCapacity("shop/a", capacity);
    }

    /// <summary>A pod of the rate 100/s.</summary>
    public static SimulatedCapacity Pod { get; } = new() { ServiceTime = ServiceTime.Fixed(TimeSpan.FromMilliseconds(10)) };
}
