using Mesh.Istio.ControlPlane;
using Mesh.Istio.ControlPlane.Authorization;
using Mesh.Istio.ControlPlane.Routing;
using Mesh.Istio.ControlPlane.Tls;

namespace Mesh.Istio.Simulation.Engine;

/// <summary>Asks the proxies of pods and gateways whether calls pass, as istiod has configured them.</summary>
internal sealed class SimulatedAccess(SimulationState world)
{
    private readonly Dictionary<(SimPod Pod, ControlPlaneView Plane), AccessControl?> _controls = [];
    private readonly Dictionary<(AccessControl, ProxyNode From, int Port, CallTls, string Sni, SimCall), JudgedCall> _known = [];

    /// <summary>What the proxy at the far end of a connection makes of a request.</summary>
    public JudgedCall Judge(SimConnection connection, SimCall call)
    {
        if (ControlOf(connection.End) is not { } control)
        {
            return new JudgedCall(null, call);
        }

        var key = (control, connection.Sender, connection.Port, connection.Tls, connection.Sni, call);
        if (!_known.TryGetValue(key, out JudgedCall? judged))
        {
            _known.Add(key, judged = Judge(control, Arriving(connection, call), call));
        }

        return judged;
    }

    /// <summary>What a gateway makes of a request from outside.</summary>
    /// <param name="gateway">The gateway.</param>
    /// <param name="outside">The request as it comes.</param>
    /// <param name="call">The same as it is sent on.</param>
    public JudgedCall AtTheDoor(ProxyNode gateway, OutsideCall outside, SimCall call) =>
        IsRefused(gateway, outside) ? new JudgedCall(0, call)
        : gateway.Pod is { } pod && ControlOf(pod) is { IsGateway: true } control
            ? Judge(control, outside.Arriving, call)
            : new JudgedCall(null, call);

    // Callers from outside check the certificate, or have one of the mesh.
    private bool IsRefused(ProxyNode gateway, OutsideCall outside) => world.Expired.Any && outside.Sent.Kind != SentTlsKind.PlainText
        && (outside.Sent.HasIstioProtocols
            ? world.Expired.Between("", gateway.Proxy.Cluster)
            : world.Expired.Of(gateway.Config, outside.Call.Port, outside.Sent.Sni, hasIstioProtocols: false)) is not null;

    /// <summary>Whether the proxy at the far end of a connection closes it on the first byte, because a policy says so.</summary>
    public bool RefusesBytes(SimConnection connection, SimCall call) => ControlOf(connection.End) is { } control
        && control.Decide(Arriving(connection, call) with { IsHttp = false }).Verdict is AccessVerdict.Denied or AccessVerdict.Refused;

    /// <summary>Whether a pod takes plain text on a port: not where PeerAuthentication asks for mutual TLS.</summary>
    public bool TakesPlainText(SimPod pod, int port) =>
        ControlOf(pod) is not { } control
        || control.Decide(new InboundCall { Port = port, IsTokenKnown = false }).Verdict != AccessVerdict.Refused;

    private static JudgedCall Judge(AccessControl control, InboundCall arriving, SimCall call)
    {
        AccessDecision decision = control.Decide(arriving);
        int? refusal = decision.Verdict switch
        {
            AccessVerdict.Denied => 403,
            AccessVerdict.Unauthenticated => 401,
            AccessVerdict.BadRequest => 400,
            _ => null,
        };
        return refusal is not null || !control.IsGateway || decision.Chain is null ? new JudgedCall(refusal, call)
            : new JudgedCall(null, call.With(control.WithoutReadToken(call.Request), AccessControl.WithForwarded(
                call.Request.Headers, control.Forward(arriving, decision, 0, null).Request.Headers)));
    }

    private static InboundCall Arriving(SimConnection connection, SimCall call)
    {
        string? identity = call.Request.Identity ?? connection.Sender.Identity;
        return new InboundCall
        {
            Port = connection.Port,
            Token = BearerToken.Of(call.Request),
            IsTokenKnown = call.Request.Claims is not null,
            Request = call.Request with { Authority = call.Authority },
            Tls = connection.Tls == CallTls.None ? null : new InboundTls
            {
                Sni = connection.Sni,
                Identity = connection.Tls == CallTls.Mutual ? identity : null,
                IsIdentityKnown = connection.Tls != CallTls.Mutual || identity is not null,
                HasIstioProtocols = connection.Tls == CallTls.Mutual,
            },
        };
    }

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
