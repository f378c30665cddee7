using System.Globalization;
using Mesh.Istio.ControlPlane.Clusters;
using Mesh.Istio.ControlPlane.Tls;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.Failures;
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
        tracer.Touches.ClusterOf(view, name);
        EnvoyCluster? cluster = view.ClusterNamed(name);
        return cluster is null || name == ClusterName.BlackHole
            ? new ClusterOutcome(default, [Unknown(name)]) { Exists = cluster is not null }
            : Of(cluster);
    }

    private ClusterOutcome Of(EnvoyCluster cluster)
    {
        if (cluster.Groups is not { } groups)
        {
            return Dialled(cluster);
        }

        Dictionary<(string, int), EndpointFate> fates = FatesOf(cluster);
        var solver = new EjectionSolver(cluster, groups, fates, call.Http, tracer.Count);
        return solver.Solve() with
        {
            NeverAnswers = fates.Values.Any(fate => fate.Kind == FaultKind.NeverAnswers),
            // Behind the first proxy nobody asks for it.
            Order = hops > 0 ? default : FallbackOrder.Of(cluster, groups, fates),
            Access = fates.Values.SelectMany(fate => fate.Access).Distinct().ToValueList(),
            Assumptions = fates.Values.SelectMany(fate => fate.Assumptions).Concat(Alone(cluster)).Concat(Omissions.Of(cluster))
                .Distinct().ToValueList(),
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
                Sender = view.Proxy.Cluster,
                Carried = false,
            };
    }

    // Nothing is balanced and nothing is left: each client has the address that it dials.
    private ClusterOutcome Dialled(EnvoyCluster cluster)
    {
        Inventories.ClusterInventory? home = tracer.World.Inventory.Find(view.Proxy.Cluster);
        Backends? pods = home is null ? null : tracer.World.BackendsIn(home);
        if (pods is not null && DialledAddresses.Service(pods, cluster.Host, view.Index.Settings.Domain) is { } own)
        {
            tracer.Touches.Service(home!.Name, own);
        }

        ValueList<LocalityEndpoint>? dialled = hops > 0 ? null : DialledAddresses.Of(
            home, pods, call.Dialled, cluster.Host, call.Port, view.Index.Settings.Domain);
        if (dialled is not { } endpoints)
        {
            string name = cluster.Host.Length > 0 ? cluster.Host : call.Host;
            return new ClusterOutcome([new ForecastShare("", Locality.Empty, "", 0, 0, 1)], default)
            {
                NotBalanced = true,
                Assumptions = [new Assumption.Answers(name, "the client dials the address itself")],
            };
        }

        ForecastCall sent = SentTo(cluster);
        (LocalityEndpoint Endpoint, EndpointFate Fate)[] all =
            [.. endpoints.Select(endpoint => (endpoint, tracer.Trace(endpoint, view.Proxy, Sending(cluster, endpoint, sent), hops)))];
        return new ClusterOutcome(
            all.Where(one => one.Fate.Answered > Negligible).Select(one => ShareOf(one.Endpoint, one.Fate, all.Length)).ToValueList(),
            all.Length == 0 ? [new ForecastLoss(ForecastLossKind.NoHealthyUpstream, 1, $"{cluster.Host} has no ready pod to dial")]
                : all.Where(one => one.Fate.Answered < 1 - Negligible)
                    .Select(one => LossOf(one.Endpoint, one.Fate, all.Length)).ToValueList())
        {
            NotBalanced = true,
            Visits = all.SelectMany(one => one.Fate.Visits).Select(visit => visit with { Part = visit.Part / all.Length }).ToValueList(),
            Access = all.SelectMany(one => one.Fate.Access).Distinct().ToValueList(),
            Assumptions = all.SelectMany(one => one.Fate.Assumptions).Distinct().ToValueList(),
        };
    }

    private static ForecastShare ShareOf(LocalityEndpoint endpoint, EndpointFate fate, int count) =>
        new(fate.Cluster, Locality.Empty, endpoint.Address, endpoint.Port, 0, fate.Answered / count);

    private static ForecastLoss LossOf(LocalityEndpoint endpoint, EndpointFate fate, int count) => new(
        fate.Kind == FaultKind.Denied ? ForecastLossKind.Denied : ForecastLossKind.DeadEndpoint, (1 - fate.Answered) / count,
        string.Create(
            CultureInfo.InvariantCulture,
            $"{endpoint.Address}:{endpoint.Port} does not answer ({fate.Reason}), and the client dials it itself"));

    private static ForecastLoss Unknown(string name) =>
        new(ForecastLossKind.NoRoute, 1, name == ClusterName.BlackHole ? "outboundTrafficPolicy refuses hosts that are not known"
            : $"the proxy has no cluster '{name}'");
}
