using Mesh.Diagnostics;
using Mesh.Istio.Capacity.Metrics;

namespace Mesh.Istio.Capacity;

/// <summary>How many requests are sent in a second, by whom and to whom, and which calls follow from them.</summary>
public sealed record Demand
{
    /// <summary>The demand of nobody.</summary>
    public static Demand None { get; } = new();

    /// <summary>The requests that are sent whatever others do.</summary>
    public ValueList<DemandFlow> Flows { get; init; }

    /// <summary>The calls that follow from requests.</summary>
    public ValueList<CallRatio> Calls { get; init; }

    /// <summary>What of metrics and logs could not be used (<c>MC</c> codes).</summary>
    public DiagnosticList Diagnostics { get; init; } = DiagnosticList.Empty;

    /// <summary>The requests that are sent in a second, all flows together.</summary>
    public double RequestsPerSecond => Flows.Sum(flow => flow.RequestsPerSecond);

    /// <summary>Declares a demand.</summary>
    /// <param name="configure">Says who sends what.</param>
    /// <returns>The demand.</returns>
    public static Demand Of(Action<DemandBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var builder = new DemandBuilder();
        configure(builder);
        return builder.Build();
    }

    /// <summary>
    /// Reads the result of a Prometheus query of rates of <c>istio_requests_total</c>: what the API answers
    /// (<c>/api/v1/query</c>), with Istio's standard labels. A workload that receives requests sends its own because of them: these become
    /// ratios. One that receives none sends by itself.
    /// </summary>
    /// <param name="json">The answer, for example of <c>sum by (reporter, source_cluster, source_workload, source_workload_namespace,
    /// destination_cluster, destination_workload, destination_workload_namespace, destination_service)
    /// (rate(istio_requests_total[5m]))</c>.</param>
    /// <param name="gateways">Names the gateways that take requests from outside; what other gateways send is passed on.</param>
    /// <returns>The demand; what could not be used is among its diagnostics.</returns>
    public static Demand FromPrometheus(string json, params IEnumerable<OutsideGateway> gateways)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(gateways);
        return new PrometheusDemand([.. gateways]).Read(json);
    }

    /// <summary>
    /// Reads the access log of a client's or gateway's proxy in Istio's default text format and takes the requests that it sent for its
    /// demand.
    /// </summary>
    /// <param name="lines">The lines.</param>
    /// <param name="cluster">The cluster of the proxy.</param>
    /// <param name="workload">The proxy's workload, <c>namespace/name</c>; all its pods together.</param>
    /// <param name="gatewayPort">The port that requests from outside come to, for a gateway; <see langword="null"/> for a client.</param>
    /// <param name="window">The time in which the lines were written; <see langword="null"/>, the default: from the first to the
    /// last.</param>
    /// <returns>The demand; what could not be read is among its diagnostics.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The port is none, or the window is not more than 0.</exception>
    public static Demand FromAccessLog(
        IEnumerable<string> lines, string cluster, string workload, int? gatewayPort = null, TimeSpan? window = null)
    {
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentException.ThrowIfNullOrEmpty(cluster);
        ArgumentException.ThrowIfNullOrEmpty(workload);
        OptionRange.RequirePort(gatewayPort ?? 80, nameof(gatewayPort));
        OptionRange.Require(window ?? OptionRange.Day, TimeSpan.FromTicks(1), TimeSpan.FromDays(366), nameof(window));
        return new AccessLogDemand(cluster, workload, gatewayPort, window).Read(lines);
    }

    /// <summary>Both demands together.</summary>
    /// <param name="other">The other demand.</param>
    /// <returns>A new demand.</returns>
    public Demand Plus(Demand other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new Demand
        {
            Flows = Flows.AddRange(other.Flows),
            Calls = Calls.AddRange(other.Calls),
            Diagnostics = new DiagnosticList(Diagnostics.Concat(other.Diagnostics)),
        };
    }

    /// <summary>The same with more or fewer requests; the calls that follow from each stay.</summary>
    /// <param name="factor">What every rate is multiplied by, at least 0.</param>
    /// <returns>A new demand.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The factor is negative or not finite.</exception>
    public Demand Times(double factor)
    {
        OptionRange.Require(factor, 0, 1e12);
        return this with
        {
            Flows = Flows.Select(flow => flow with { RequestsPerSecond = flow.RequestsPerSecond * factor }).ToValueList(),
        };
    }
}
