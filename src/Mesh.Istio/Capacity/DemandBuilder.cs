using Mesh.Diagnostics;

namespace Mesh.Istio.Capacity;

/// <summary>Declares who sends how many requests. Rates are requests per second.</summary>
public sealed class DemandBuilder
{
    private readonly List<DemandFlow> _flows = [];
    private readonly List<CallRatio> _calls = [];

    internal DemandBuilder()
    {
    }

    /// <summary>A workload sends requests by itself.</summary>
    /// <param name="cluster">Its cluster.</param>
    /// <param name="workload"><c>namespace/name</c>, as for a forecast; all its pods together.</param>
    /// <param name="host">The host that it calls.</param>
    /// <param name="port">The port that it calls.</param>
    /// <param name="requestsPerSecond">How many requests it sends in a second.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rate is negative or the port none.</exception>
    public DemandBuilder FromClient(string cluster, string workload, string host, int port, double requestsPerSecond) => Add(
        new DemandFlow { Cluster = cluster, Workload = workload, Host = host, Port = port, RequestsPerSecond = requestsPerSecond });

    /// <summary>Users outside send requests to a gateway.</summary>
    /// <param name="cluster">The gateway's cluster.</param>
    /// <param name="gateway"><c>namespace/name</c> of its Service or workload.</param>
    /// <param name="host">The host that they call.</param>
    /// <param name="port">The port that they call.</param>
    /// <param name="requestsPerSecond">How many requests they send in a second.</param>
    /// <param name="elsewhere">Clusters whose gateway of the same name they come to when this one is gone; without any nobody
    /// knows.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rate is negative or the port none.</exception>
    public DemandBuilder FromOutside(
        string cluster, string gateway, string host, int port, double requestsPerSecond, params IEnumerable<string> elsewhere)
    {
        ArgumentNullException.ThrowIfNull(elsewhere);
        return Add(new DemandFlow
        {
            Cluster = cluster,
            Workload = gateway,
            Host = host,
            Port = port,
            RequestsPerSecond = requestsPerSecond,
            IsFromOutside = true,
            Elsewhere = elsewhere.ToValueList(),
        });
    }

    /// <summary>Any flow.</summary>
    /// <param name="flow">The flow.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rate is negative or the port none.</exception>
    public DemandBuilder Add(DemandFlow flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        ArgumentException.ThrowIfNullOrEmpty(flow.Cluster);
        ArgumentException.ThrowIfNullOrEmpty(flow.Workload);
        ArgumentException.ThrowIfNullOrEmpty(flow.Host);
        OptionRange.Require(flow.RequestsPerSecond, 0, 1e12);
        OptionRange.Require(flow.Port, 0, 65535);
        _flows.Add(flow);
        return this;
    }

    /// <summary>A workload makes calls for each request that it receives.</summary>
    /// <param name="workload"><c>namespace/name</c>, in every cluster.</param>
    /// <param name="host">The host that it calls.</param>
    /// <param name="port">The port that it calls.</param>
    /// <param name="callsPerRequest">How many calls it makes for each request. Default: 1.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative or the port none.</exception>
    public DemandBuilder Calls(string workload, string host, int port, double callsPerRequest = 1)
    {
        ArgumentException.ThrowIfNullOrEmpty(workload);
        ArgumentException.ThrowIfNullOrEmpty(host);
        OptionRange.Require(callsPerRequest, 0, 1e6);
        OptionRange.Require(port, 0, 65535);
        _calls.Add(new CallRatio(workload, host, port, callsPerRequest));
        return this;
    }

    internal Demand Build() => new() { Flows = _flows.ToValueList(), Calls = _calls.ToValueList() };
}
