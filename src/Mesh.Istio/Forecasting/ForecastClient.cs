using Mesh.Diagnostics;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.Failures;

namespace Mesh.Istio.Forecasting;

/// <summary>A client whose traffic is forecast. Made by <see cref="Forecaster.ForClient(string, string)"/>.</summary>
public sealed class ForecastClient
{
    internal ForecastClient(ObservedMesh mesh, string cluster, string workload, FoundClient found)
    {
        Mesh = mesh;
        Cluster = cluster;
        Workload = workload;
        Found = found;
    }

    internal ObservedMesh Mesh { get; }

    internal string Cluster { get; }

    internal string Workload { get; }

    internal FoundClient Found { get; }

    internal string Name => $"{Cluster} {Workload}";

    /// <summary>Chooses the host that the client calls.</summary>
    /// <param name="host">The host as the client writes it: a full name, or a short one such as <c>details</c>.</param>
    /// <param name="port">The port that the client calls, from 1 to 65535. Default: 80.</param>
    /// <returns>The question, to be asked now or for a failure: of a <c>GET /</c> without headers. In tables and proofs it stands for every
    /// route of the host, with one request each.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="port"/> is none.</exception>
    public ForecastQuery To(string host, int port = 80)
    {
        OptionRange.RequirePort(port);
        return To(host, port, (Request?)null);
    }

    /// <summary>Chooses the host that the client calls, and the request that it sends.</summary>
    /// <param name="host">The host as the client writes it: a full name, or a short one such as <c>details</c>.</param>
    /// <param name="port">The port that the client calls, from 1 to 65535.</param>
    /// <param name="request">Describes the request; what is not said is that of a <c>GET /</c> without headers.</param>
    /// <returns>The question, to be asked now or for a failure.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="port"/> is none.</exception>
    public ForecastQuery To(string host, int port, Action<RequestBuilder> request)
    {
        OptionRange.RequirePort(port);
        return To(host, port, RequestBuilder.Build(request));
    }

    // Ports of hand-written resources may be any number.
    internal ForecastQuery To(string host, int port, Request? request)
    {
        ArgumentException.ThrowIfNullOrEmpty(host);
        return new ForecastQuery(this, host, port, request);
    }
}
