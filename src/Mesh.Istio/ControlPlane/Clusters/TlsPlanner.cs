using Mesh.Istio.ControlPlane.Registry;
using Mesh.Istio.ControlPlane.Visibility;
using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.Clusters;

/// <summary>
/// The TLS of a cluster: what the rule says, else automatic mutual TLS inside the mesh (istio <c>core/cluster_tls.go</c>).
/// </summary>
internal sealed class TlsPlanner(MeshIndex mesh)
{
    public UpstreamTls? Plan(ClusterIdentity identity, ClientTlsSettings? settings, DiscoveryType type) =>
        settings is not null ? OfRule(identity, settings) : Automatic(identity, type);

    private UpstreamTls? OfRule(ClusterIdentity identity, ClientTlsSettings settings)
    {
        ClientTlsMode mode = settings.Mode ?? ClientTlsMode.Disable;
        switch (mode)
        {
            case ClientTlsMode.Disable:
                return null;
            case ClientTlsMode.IstioMutual:
                return new UpstreamTls
                {
                    Mode = mode,
                    Sni = settings.Sni is { Length: > 0 } sni ? sni : SniOf(identity),
                    SubjectAltNames = settings.SubjectAltNames.IsEmpty ? mesh.Registry.AccountsOf(identity.Service)
                        : settings.SubjectAltNames,
                };
            default:
                // Sidecars do not read secrets, unless the rule is for certain workloads.
                bool ignored = settings.CredentialName is { Length: > 0 } credential
                    && !credential.StartsWith("configmap://", StringComparison.Ordinal)
                    && identity.Type == ProxyType.Sidecar
                    && identity.Rule?.Selector is null;
                bool names = settings.SubjectAltNames.IsEmpty && !identity.Service.FromKubernetes;
                return ignored ? null : new UpstreamTls
                {
                    Mode = mode,
                    Sni = settings.Sni ?? "",
                    SubjectAltNames = names ? mesh.Registry.AccountsOf(identity.Service) : settings.SubjectAltNames,
                    Trusts = TrustsOf(settings),
                };
        }
    }

    private static string TrustsOf(ClientTlsSettings settings) => settings switch
    {
        { InsecureSkipVerify: true } => "",
        { CredentialName: { Length: > 0 } credential } => $"kubernetes://{credential}",
        { CaCertificates: { Length: > 0 } file } => $"file-root:{file}",
        _ => UpstreamTls.SystemRoots,
    };

    private UpstreamTls? Automatic(ClusterIdentity identity, DiscoveryType type)
    {
        if (identity.Service.External || !mesh.Settings.EnableAutoMtls || IsRefused(identity))
        {
            return null;
        }

        return new UpstreamTls
        {
            Mode = ClientTlsMode.IstioMutual,
            Sni = SniOf(identity),
            SubjectAltNames = mesh.Registry.AccountsOf(identity.Service),
            PerEndpoint = type != DiscoveryType.OriginalDst,
        };
    }

    // Without load balancing there is no endpoint to look at: all have to speak mutual TLS.
    private bool IsRefused(ClusterIdentity identity)
    {
        LoadBalancerSettings? balancer = identity.Subset is { } subset ? subset.TrafficPolicy?.LoadBalancer
            : identity.Rule?.Rule.TrafficPolicy?.LoadBalancer;
        if (identity.Service.Resolution == ServiceResolution.Passthrough
            || balancer?.Algorithm is LoadBalancerAlgorithm.Simple { Value: SimpleLoadBalancer.Passthrough })
        {
            var endpoints = mesh.Registry.EndpointsOf(identity.Service).Where(endpoint => endpoint.PortName == identity.Port.Name).ToList();
            if (endpoints.Count == 0 || endpoints.Exists(endpoint => endpoint.Value.TlsMode == "disabled"))
            {
                return true;
            }
        }

        return mesh.PeerAuthentications.OfNamespace(identity.Service.Namespace) == MutualTlsMode.Disable;
    }

    private static string SniOf(ClusterIdentity identity) =>
        ClusterName.Sni(identity.Port.Number, identity.Subset?.Name ?? "", identity.Service.Host);
}
