using Mesh.Diagnostics;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting.Engine;

namespace Mesh.Istio.Forecasting;

/// <summary>A client whose traffic is forecast. Made by <see cref="Forecaster.ForClient(string, string)"/>.</summary>
public sealed class ForecastClient
{
    private ClientProxy? _canonical;

    internal ForecastClient(AskedMesh asked, string cluster, string workload, FoundClient found)
    {
        Asked = asked;
        Cluster = cluster;
        Workload = workload;
        Found = found;
    }

    internal AskedMesh Asked { get; }

    internal ObservedMesh Mesh => Asked.Mesh;

    /// <summary>A proxy that stands for all that get the same; <see langword="null"/> for a client that was not found.</summary>
    internal ClientProxy? Canonical => _canonical ??= Found is FoundClient.Known found ? Mesh.Canonical(found.Proxy) : null;

    /// <summary>The name of the client's namespace; empty for a client that was not found.</summary>
    internal string Namespace => Canonical?.Namespace ?? "";

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
