namespace Mesh.LoadBalancing;

/// <summary>One endpoint as istiod knows it: an address in a place, with the labels that <c>failoverPriority</c> compares.</summary>
/// <param name="Address">The IP address or host name; empty for an endpoint that can only be reached through a network gateway.</param>
/// <param name="Port">The port number.</param>
public sealed record LocalityEndpoint(string Address, int Port)
{
    /// <summary>
    /// The locality as istiod holds it, <c>region/zone/subzone</c>. istiod groups endpoints by this text, so <c>r/z</c> (a ServiceEntry)
    /// and
    /// <c>r/z/</c> (a pod) make two groups of one and the same <see cref="Locality"/>. Default: empty.
    /// </summary>
    public string LocalityText
    {
        get;
        init
        {
            field = value;
            Locality = Locality.Parse(value);
        }
    } = "";

    /// <summary>The locality that <see cref="LocalityText"/> means.</summary>
    public Locality Locality { get; private init; }

    /// <summary>The workload's labels together with the topology labels that <see cref="TopologyLabels.Augment"/> adds.</summary>
    public ValueMap<string> Labels { get; init; }

    /// <summary>The load balancing weight, at least 1. Default: 1.</summary>
    public uint Weight { get; init; } = 1;

    /// <summary>The health sent to the proxy. Default: <see cref="EndpointHealth.Unknown"/>, which counts as healthy.</summary>
    public EndpointHealth Health { get; init; }

    /// <summary>
    /// The network whose gateways replace the endpoint for clients of other networks; empty means reachable from everywhere.
    /// </summary>
    public string Network { get; init; } = "";

    /// <summary>The cluster whose registry reported the endpoint.</summary>
    public string Cluster { get; init; } = "";

    /// <summary>The endpoint's <c>tlsMode</c>: <c>istio</c> when it speaks Istio's mutual TLS, else empty or <c>disabled</c>.</summary>
    public string TlsMode { get; init; } = "";
}
