using Mesh.Diagnostics;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.Failures;
using Mesh.Istio.Simulation.Engine;

namespace Mesh.Istio.Simulation;

/// <summary>A client whose requests are simulated. Made by <see cref="Simulator"/>.</summary>
public sealed class SimulationClient
{
    private readonly ObservedMesh _mesh;
    private readonly string _name;
    private readonly FoundClient _found;

    internal SimulationClient(ObservedMesh mesh, string name, FoundClient found)
    {
        _mesh = mesh;
        _name = name;
        _found = found;
    }

    internal IReadOnlyDictionary<int, int> TargetPorts { get; init; } = new Dictionary<int, int>();

    /// <summary>Chooses the host that the client calls.</summary>
    /// <param name="host">The host as the client writes it: a full name, or a short one such as <c>details</c>.</param>
    /// <param name="port">The port that the client calls, from 1 to 65535. Default: 80.</param>
    /// <param name="path">The path of the requests. Default: <c>/</c>.</param>
    /// <returns>The question; add what happens meanwhile, then run it.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="port"/> is none.</exception>
    public SimulationBuilder To(string host, int port = 80, string path = "/") => To(host, port, request => request.WithPath(path));

    /// <summary>Chooses the host that the client calls, and the request that it sends again and again.</summary>
    /// <param name="host">The host as the client writes it: a full name, or a short one such as <c>details</c>.</param>
    /// <param name="port">The port that the client calls, from 1 to 65535.</param>
    /// <param name="request">Describes the request; what is not said is that of a <c>GET /</c> without headers.</param>
    /// <returns>The question; add what happens meanwhile, then run it.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="port"/> is none.</exception>
    public SimulationBuilder To(string host, int port, Action<RequestBuilder> request)
    {
        OptionRange.RequirePort(port);
        return To(host, port, RequestBuilder.Build(request));
    }

    internal SimulationBuilder To(string host, int port, Request request)
    {
        ArgumentException.ThrowIfNullOrEmpty(host);
        return new SimulationBuilder(new SimulationPlan
        {
            Mesh = _mesh,
            ClientName = _name,
            Client = _found,
            Host = host,
            Port = TargetPorts.GetValueOrDefault(port, port),
            AskedPort = port,
            Request = request,
        });
    }
}
