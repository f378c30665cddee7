using System.Globalization;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.ControlPlane.Routing;
using Mesh.Istio.Failures;

namespace Mesh.Istio.Forecasting.Engine;

/// <summary>What a forecast leaves out and an answer touches: it is said in the answer, not on a page alone.</summary>
internal static class Omissions
{
    private const string Claims = "@request.auth.claims";

    /// <summary>How requests are spread that a forecast cannot follow.</summary>
    public static IEnumerable<Assumption> Of(EnvoyCluster cluster)
    {
        if (cluster.Hash is not null)
        {
            yield return new Assumption.LeavesOut(
                $"hosts/{cluster.Host}/consistentHash",
                $"shares of {cluster.Host} are those of very many keys of consistentHash; where a single key goes is not looked at");
        }

        if (cluster.ZoneAware is not null)
        {
            yield return new Assumption.LeavesOut(
                $"hosts/{cluster.Host}/zoneAwareLbSetting",
                $"of zone-aware routing for {cluster.Host} only the priorities are looked at, not how Envoy prefers its own zone in one");
        }
    }

    /// <summary>What a proxy's routes do that a forecast does not.</summary>
    /// <param name="place">The proxy in a few words.</param>
    /// <param name="routed">Where it sends the request.</param>
    public static IEnumerable<Assumption> Of(string place, CallResult routed)
    {
        if (routed.Fault is { DelayPercent: > 0, Delay: var delay })
        {
            yield return new Assumption.LeavesOut(
                $"{place}/fault",
                string.Create(
                    CultureInfo.InvariantCulture, $"{place} holds requests back for {delay.TotalSeconds:0.###} s; a forecast has no time"));
        }

        if (routed.Host?.Ordered.Any(route => route.Match.Headers.Any(
            header => header.Name.StartsWith(Claims, StringComparison.Ordinal))) == true)
        {
            yield return new Assumption.LeavesOut(
                $"{place}/claims", $"{place} has routes by claims of tokens; no request is taken to have such a claim");
        }
    }

    /// <summary>What a gateway on the way does with other requests than the one that is asked about.</summary>
    /// <param name="gateway">The gateway in a few words.</param>
    /// <param name="routed">Where it sends the request.</param>
    /// <param name="call">The request.</param>
    public static IEnumerable<Assumption> Behind(string gateway, CallResult routed, ForecastCall call)
    {
        if (routed is { Host.Ordered: var routes, RouteIndex: { } index } && index < routes.Count
            && routes.Any(route => !route.LeadsWhere(routes[index])))
        {
            yield return new Assumption.LeavesOut(
                $"{gateway}/routes",
                $"{gateway} has several routes for {call.Host}; the answer is about the one that {call.Request} takes");
        }
    }

    /// <summary>The certificate with which a gateway answers.</summary>
    /// <param name="gateway">The gateway in a few words.</param>
    /// <param name="view">The gateway.</param>
    /// <param name="port">The port that is called.</param>
    /// <param name="call">What is sent.</param>
    public static IEnumerable<Assumption> Certificates(string gateway, ProxyConfig view, int port, ForecastCall call)
    {
        if (call.Tls == CallTls.Simple
            && new GatewayRouter(view).ChainsAt(port).Find(call.Sni, hasIstioProtocols: false) is { Server: { TerminatesTls: true } server }
            && (Credentials.Of([server.Server]).FirstOrDefault() ?? server.Server.Tls?.ServerCertificate) is { Length: > 0 } name)
        {
            yield return new Assumption.LeavesOut($"{gateway}/certificates", $"the certificate {name} of {gateway} is taken to be right");
        }
    }
}
