using Mesh.Istio.ControlPlane.Clusters;
using Mesh.Istio.ControlPlane.Tls;
using Mesh.Istio.ControlPlane;
using Mesh.LoadBalancing;

namespace Mesh.Istio.Forecasting.Engine;

/// <summary>What becomes of the requests that one proxy sends, once outlier detection has done what it can.</summary>
internal sealed class SteadyState(EndpointTracer tracer, ProxyConfig view, ForecastCall call, int hops)
{
    /// <summary>Parts below this are the rounding of sums.</summary>
    public const double Negligible = 1e-9;

    /// <summary>The requests for a cluster by Envoy's name.</summary>
    public ClusterOutcome Of(string name)
    {
        EnvoyCluster? cluster = view.ClusterNamed(name);
        return cluster is null
            ? name == ClusterName.Passthrough ? Passthrough() : new ClusterOutcome(default, [Unknown(name)]) { Exists = false }
            : Of(cluster);
    }

    private ClusterOutcome Of(EnvoyCluster cluster)
    {
        if (cluster.Groups is not { } groups)
        {
            return Passthrough();
        }

        Dictionary<(string, int), EndpointFate> fates = FatesOf(cluster);
        var solver = new EjectionSolver(cluster, groups, fates, call.Http);
        return solver.Solve() with
        {
            NeverAnswers = fates.Values.Any(fate => fate.Kind == FaultKind.NeverAnswers),
            Order = FallbackOrder.Of(cluster, groups, fates),
            Access = fates.Values.SelectMany(fate => fate.Access).Distinct().ToValueList(),
            Assumptions = fates.Values.SelectMany(fate => fate.Assumptions).Concat(Alone(cluster)).Distinct().ToValueList(),
            IsDeadEnd = fates.Count > 0 && fates.Values.All(fate => fate.IsDeadEnd),
        };
    }

    /// <summary>What each endpoint of a cluster does with the requests.</summary>
    public Dictionary<(string Address, int Port), EndpointFate> FatesOf(EnvoyCluster cluster)
    {
        ForecastCall sent = SentTo(cluster);
        var fates = new Dictionary<(string, int), EndpointFate>();
        foreach (LocalityEndpoint endpoint in (cluster.Groups ?? default).SelectMany(group => group.Endpoints))
        {
            ForecastCall plain = cluster.Tls?.PerEndpoint == true && endpoint.TlsMode != "istio" ? sent.AsIs() : sent;
            ForecastCall one = Sending(cluster, endpoint, plain);
            fates.TryAdd((endpoint.Address, endpoint.Port), tracer.Trace(endpoint, view.Proxy, one, hops));
        }

        return fates;
    }

    private ForecastCall SentTo(EnvoyCluster cluster) => cluster.Tls is not { } tls || tls.Mode == Resources.ClientTlsMode.Disable
        ? call.AsIs()
        : call with
        {
            Tls = tls.Mode == Resources.ClientTlsMode.IstioMutual ? CallTls.Mutual : CallTls.Simple,
            Sni = tls.Sni.Length > 0 ? tls.Sni : call.Host,
        };

    private IEnumerable<Assumption> Alone(EnvoyCluster cluster) => tracer.World.Unread.Assumed(view, cluster) is { } why
        ? [new Assumption.ReadsNoOther(tracer.World.IstiodOf(view.Proxy.Cluster), why)]
        : [];

    // The TLS of this proxy, or that of an earlier one which it passes on. A question can name another certificate than the client's own.
    private ForecastCall Sending(EnvoyCluster cluster, LoadBalancing.LocalityEndpoint endpoint, ForecastCall one)
    {
        SentTls sent = SentTls.Of(cluster, endpoint, call.Http);
        return call.Carried && sent.Kind == SentTlsKind.PlainText
            ? one with { Sent = call.Sent, Identity = call.Identity, Carried = true }
            : one with
            {
                Sent = call.Request.Identity == "" ? SentTls.PlainText : sent,
                Identity = call.Request.Identity ?? tracer.Judge.IdentityOf(view),
                Carried = false,
            };
    }

    private static ClusterOutcome Passthrough() =>
        new([new ForecastShare("", Locality.Empty, "", 0, 0, 1)], default) { NotBalanced = true };

    private static ForecastLoss Unknown(string name) =>
        new(ForecastLossKind.NoRoute, 1, name == ClusterName.BlackHole ? "outboundTrafficPolicy refuses hosts that are not known"
            : $"the proxy has no cluster '{name}'");
}
