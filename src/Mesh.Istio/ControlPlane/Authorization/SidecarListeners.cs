using System.Globalization;
using Mesh.Istio.ControlPlane.Registry;
using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.Authorization;

/// <summary>
/// What a sidecar takes on the ports of its pod (istio <c>core/listener_inbound.go</c>): by the protocol of the Service's port, and by the
/// mutual TLS mode of the PeerAuthentication that counts there.
/// </summary>
internal sealed class SidecarListeners
{
    private readonly ProxyConfig _view;
    private readonly Dictionary<int, PortProtocol> _ports = [];

    public SidecarListeners(ProxyConfig view, string? address)
    {
        _view = view;
        if (view.Scope.Sidecar is { Ingress.IsEmpty: false } sidecar)
        {
            foreach (IstioIngressListener listener in sidecar.Ingress)
            {
                _ports.TryAdd((int)(listener.Port.Number ?? 0), PortProtocols.Parse(listener.Port.Protocol));
            }

            return;
        }

        foreach (MeshService service in view.Index.Registry.InFrontOf(view.Proxy.Namespace, view.Labels, address))
        {
            AddPorts(service, address);
        }
    }

    /// <summary>The ports that have chains of their own.</summary>
    public IReadOnlyDictionary<int, PortProtocol> Ports => _ports;

    /// <summary>The mutual TLS mode of a port.</summary>
    public MutualTlsMode ModeOf(int port) => _view.Index.PeerAuthentications.ModeOf(_view.Proxy.Namespace, _view.Labels, port);

    /// <summary>Why a mode takes no plain text, or no TLS; <see langword="null"/> where it does.</summary>
    public static string? Refusal(MutualTlsMode mode, int port, bool isTls) => (mode, isTls) switch
    {
        (MutualTlsMode.Strict, false) => string.Create(
            CultureInfo.InvariantCulture, $"PeerAuthentication asks for mutual TLS on port {port} and plain text arrives"),
        (MutualTlsMode.Disable, true) => "PeerAuthentication switches mutual TLS off and TLS arrives",
        _ => null,
    };

    public InboundMatch Find(InboundCall call)
    {
        MutualTlsMode mode = ModeOf(call.Port);
        PortProtocol protocol = _ports.GetValueOrDefault(call.Port, PortProtocol.Sniffed);
        bool isHttp = protocol.IsHttp() || (protocol == PortProtocol.Sniffed && call.IsHttp);
        if (Refusal(mode, call.Port, call.Tls is not null) is { } refusal)
        {
            return InboundMatch.No(refusal);
        }

        if (call.Tls is not { } tls)
        {
            return new InboundChain(isHttp, "");
        }

        if (mode == MutualTlsMode.Permissive && !tls.HasIstioProtocols)
        {
            // Anybody's TLS is for the application, which an HTTP port does not expect.
            return protocol.IsHttp()
                ? InboundMatch.No("the TLS is not Istio's, and the port speaks HTTP")
                : new InboundChain(false, "") { Sni = tls.Sni.ToLowerInvariant(), PassesTls = true };
        }

        return !tls.HasCertificate ? InboundMatch.No("the sidecar asks for a client certificate and there is none")
            : tls.IsIdentityKnown && !_view.Index.Security.TrustDomains.Accepts(tls.Identity!)
                ? InboundMatch.No(
                    $"the certificate {(tls.Identity is { Length: > 0 } id ? id : "without name")} is of no trust domain of the mesh")
            : InboundChain.With(tls.HasIstioProtocols || protocol != PortProtocol.Sniffed ? isHttp : false, tls);
    }

    private void AddPorts(MeshService service, string? address)
    {
        bool selects = service.FromKubernetes && service.Namespace == _view.Proxy.Namespace && !service.Selector.IsEmpty
            && Inventories.LabelMatch.Matches(service.Selector, _view.Labels);
        IReadOnlyList<RegistryEndpoint> endpoints = _view.Index.Registry.EndpointsOf(service);
        foreach (MeshPort port in service.Ports)
        {
            int? target = selects && port.Target is > 0 ? port.Target : null;
            foreach (RegistryEndpoint endpoint in target is null && address is not null ? endpoints : [])
            {
                if (endpoint.PortName == port.Name && endpoint.Value.Address == address)
                {
                    target = endpoint.Value.Port;
                    break;
                }
            }

            if (target is { } number && port.Protocol != PortProtocol.Udp)
            {
                _ports.TryAdd(number, port.Protocol);
            }
        }
    }
}
