using Mesh.Istio.ControlPlane;
using Mesh.Istio.Forecasting.Engine;

namespace Mesh.Istio.Forecasting.Tables;

/// <summary>What a table asks for some clients.</summary>
/// <param name="number">Its number among those of the table.</param>
/// <param name="host">The host.</param>
/// <param name="port">The port.</param>
/// <param name="request">The request; <see langword="null"/> where nobody said which.</param>
/// <param name="name">Request and route in words; empty where all routes of the host lead to the same place.</param>
internal sealed class CallQuestion(int number, string host, int port, Request? request, string name)
{
    public int Number => number;

    public string Host => host;

    public int Port => port;

    public Request? Request => request;

    public string Name => name;

    /// <summary>The question for all; <see langword="null"/> for a gateway, and for a client that nobody knows.</summary>
    public SharedQuestion? Shared { get; init; }
}
