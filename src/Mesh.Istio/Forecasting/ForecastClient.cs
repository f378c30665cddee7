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
    /// <param name="port">The port that the client calls. Default: 80.</param>
    /// <returns>The question, to be asked now or for a failure: of a <c>GET /</c> without headers. In tables and proofs it stands for every
    /// route of the host, with one request each.</returns>
    public ForecastQuery To(string host, int port = 80) => To(host, port, (Request?)null);

    /// <summary>Chooses the host that the client calls, and the request that it sends.</summary>
    /// <param name="host">The host as the client writes it: a full name, or a short one such as <c>details</c>.</param>
    /// <param name="port">The port that the client calls.</param>
    /// <param name="request">Describes the request; what is not said is that of a <c>GET /</c> without headers.</param>
    /// <returns>The question, to be asked now or for a failure.</returns>
    public ForecastQuery To(string host, int port, Action<RequestBuilder> request) => To(host, port, RequestBuilder.Build(request));

    internal ForecastQuery To(string host, int port, Request? request)
    {
        ArgumentException.ThrowIfNullOrEmpty(host);
        return new ForecastQuery(this, host, port, request);
    }
}
