using Mesh.Istio.ControlPlane;
using Mesh.Istio.ControlPlane.Authorization;

namespace Mesh.Istio.Simulation.Engine;

/// <summary>Asks the proxies of pods and gateways whether calls pass, as istiod has configured them.</summary>
internal sealed class SimulatedAccess(SimulationState world)
{
    private readonly Dictionary<(SimPod Pod, ControlPlaneView Plane), AccessControl?> _controls = [];
    private readonly Dictionary<(AccessControl, ProxyNode From, int Port, CallTls, string Sni, Request), int?> _known = [];

    /// <summary>The status with which the proxy at the far end refuses a request; <see langword="null"/> when it lets it pass.</summary>
    /// <param name="from">The proxy that sends it.</param>
    /// <param name="connection">How it came.</param>
    /// <param name="request">The request.</param>
    /// <param name="authority">Its host.</param>
    public int? Refusal(ProxyNode from, SimConnection connection, Request request, string authority)
    {
        if (ControlOf(connection.End) is not { } control)
        {
            return null;
        }

        var key = (control, from, connection.Port, connection.Tls, connection.Sni, request);
        if (!_known.TryGetValue(key, out int? status))
        {
            AccessDecision decision = control.Decide(Arriving(from, connection.Port, connection.Tls, connection.Sni) with
            {
                Request = request with { Authority = authority },
            });
            status = decision.Verdict switch
            {
                AccessVerdict.Denied => 403,
                AccessVerdict.Unauthenticated => 401,
                AccessVerdict.BadRequest => 400,
                _ => null,
            };
            _known.Add(key, status);
        }

        return status;
    }

    /// <summary>Whether a pod takes plain text on a port: not where PeerAuthentication asks for mutual TLS.</summary>
    public bool TakesPlainText(ProxyNode from, SimPod pod, int port) =>
        ControlOf(pod) is not { } control || control.Decide(Arriving(from, port, CallTls.None, "")).Verdict != AccessVerdict.Refused;

    private static InboundCall Arriving(ProxyNode from, int port, CallTls tls, string sni) => new()
    {
        Port = port,
        IsTokenKnown = false,
        Tls = tls == CallTls.None ? null : new InboundTls
        {
            Sni = sni,
            Identity = tls == CallTls.Mutual && from.Pod is { Identity.Length: > 0 } pod ? pod.Identity : null,
            IsIdentityKnown = tls != CallTls.Mutual || from.Pod is { Identity.Length: > 0 },
            HasIstioProtocols = tls == CallTls.Mutual,
        },
    };

    private AccessControl? ControlOf(SimPod pod)
    {
        if (pod.Sidecar is null && pod.Gateway is null)
        {
            return null;
        }

        ControlPlaneView plane = world.PlaneOf(pod.Key.Cluster).Config;
        if (!_controls.TryGetValue((pod, plane), out AccessControl? control))
        {
            ProxyConfig view = plane.For(pod.Gateway?.Proxy ?? pod.Sidecar!);
            _controls.Add((pod, plane), control = new AccessControl(view, pod.Identity, pod.Address.Length > 0 ? pod.Address : null));
        }

        return control;
    }
}
