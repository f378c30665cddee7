using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.Failures;
using Mesh.Istio.Simulation.Engine;

namespace Mesh.Istio.Simulation;

/// <summary>A client whose requests are simulated. Made by <see cref="Simulator"/>.</summary>
public sealed class SimulationClient
{
    private readonly MeshResources _resources;
    private readonly Inventory _inventory;
    private readonly string _name;
    private readonly ClientProxy? _proxy;
    private readonly BackendKey? _pod;
    private readonly Diagnostic? _problem;

    internal SimulationClient(MeshResources resources, Inventory inventory, string name, ClientProxy? proxy, BackendKey? pod, Diagnostic? problem)
    {
        _resources = resources;
        _inventory = inventory;
        _name = name;
        _proxy = proxy;
        _pod = pod;
        _problem = problem;
    }

    internal IReadOnlyDictionary<int, int> TargetPorts { get; init; } = new Dictionary<int, int>();

    /// <summary>Chooses the host that the client calls.</summary>
    /// <param name="host">The host as the client writes it: a full name, or a short one such as <c>details</c>.</param>
    /// <param name="port">The port that the client calls. Default: 80.</param>
    /// <param name="path">The path of the requests. Default: <c>/</c>.</param>
    /// <returns>The question; add what happens meanwhile, then run it.</returns>
    public SimulationBuilder To(string host, int port = 80, string path = "/")
    {
        ArgumentException.ThrowIfNullOrEmpty(host);
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new SimulationBuilder(new SimulationPlan
        {
            Resources = _resources,
            Inventory = _inventory,
            ClientName = _name,
            Client = _proxy,
            Pod = _pod,
            Host = host,
            Port = TargetPorts.GetValueOrDefault(port, port),
            Path = path,
            Diagnostics = _problem is null ? [] : [_problem],
        });
    }
}
