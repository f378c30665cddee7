using System.Globalization;
using Mesh.Inventories;
using Mesh.Istio.Analysis.Indexes;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.ControlPlane.Authorization;
using Mesh.Istio.ControlPlane.Clusters;
using Mesh.Istio.ControlPlane.Registry;
using Mesh.Istio.ControlPlane.Tls;
using Mesh.Istio.ControlPlane.Visibility;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting.Engine;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Analysis.Rules;

/// <summary>
/// The TLS mode of a rule holds for every endpoint, whatever it can. Without one, istiod decides for the host and then for each endpoint,
/// and what a single pod asks for may be something else.
/// </summary>
internal sealed class TlsMismatch : IAnalysisRule
{
    private const int MostNamed = 3;

    public void Check(AnalyzedMesh mesh, Findings findings)
    {
        foreach (AnalyzedCluster cluster in mesh.Clusters.Where(cluster => cluster.Clients.Length > 0))
        {
            var stated = new HashSet<string>(StringComparer.Ordinal);
            HashSet<(string Host, string Subset)> spoken = Spoken(cluster);
            foreach (IGrouping<DestinationRule, PolicyCase> rule in cluster.Policies
                .Where(policy => policy.Template?.StatedTls is not null)
                .Where(policy => policy.Subset is not { } subset || spoken.Contains((policy.Service!.Host, subset.Name)))
                .GroupBy(policy => policy.Object))
            {
                stated.UnionWith(rule.Select(policy => policy.Service!.Host));
                string[] wrong = [.. rule.Select(policy => Problem(mesh, cluster, policy.Template!, policy.Endpoints)).OfType<string>()
                    .Distinct(StringComparer.Ordinal)];
                if (wrong.Length > 0)
                {
                    ClientTlsMode mode = rule.First().Template!.StatedTls!.Value;
                    findings.Add(
                        AnalysisDiagnostics.TlsMismatch, cluster.PathOf(rule.Key, "trafficPolicy.tls.mode"),
                        $"The mode {Word(mode)} is not what pods take: {Some(wrong)}.",
                        "Remove tls, so that istiod decides for each pod, or give the pods what the rule asks for.");
                }
            }

            CheckUnstated(mesh, cluster, stated, findings);
        }
    }

    // What tls routes pass on, and gateways by SNI, is TLS of the caller: there the mode says nothing of what arrives at the pod.
    private static HashSet<(string Host, string Subset)> Spoken(AnalyzedCluster cluster) =>
    [
        .. from spec in cluster.Objects.OfType<VirtualService>()
           where !spec.Hosts.IsEmpty
           let routes = new BoundVirtualService(spec, cluster.Index.Settings)
           from target in RouteDestinations.Of(spec)
           where !target.Field.StartsWith("tls", StringComparison.Ordinal) && !string.IsNullOrEmpty(target.Destination.Subset)
           select (routes.Expand(target.Destination.Host), target.Destination.Subset),
    ];

    // Only where a pod takes nothing but mutual TLS can a host without rule go wrong.
    private static void CheckUnstated(AnalyzedMesh mesh, AnalyzedCluster cluster, HashSet<string> stated, Findings findings)
    {
        if (!mesh.Clusters.Any(other => other.Objects.OfType<PeerAuthentication>().Any(IsStrict)))
        {
            return;
        }

        foreach (MeshService service in cluster.Index.Registry.Services.Where(
            service => service.FromKubernetes && service.Resolution == ServiceResolution.ClientSide && !stated.Contains(service.Host)))
        {
            IReadOnlyList<RegistryEndpoint> endpoints = cluster.Index.Registry.EndpointsOf(service);
            string[] wrong = [.. cluster.View.TemplatesOf(service, null, ProxyType.Sidecar, sniDnat: false)
                .Select(template => Problem(
                    mesh, cluster, template, endpoints.Where(endpoint => endpoint.PortName == template.Identity.Port.Name)))
                .OfType<string>()
                .Distinct(StringComparer.Ordinal)];
            if (wrong.Length > 0)
            {
                findings.Add(
                    AnalysisDiagnostics.TlsMismatch, $"{cluster.Name}/{service.Source.Replace(' ', '/')}",
                    $"Sidecars send plain text, since automatic mutual TLS is off for the host or the pod, which is not what pods take: "
                        + $"{Some(wrong)}.",
                    "Set the same mode in every PeerAuthentication that is for the service, or mode ISTIO_MUTUAL in a DestinationRule.");
            }
        }
    }

    private static bool IsStrict(PeerAuthentication policy) => policy.Mtls?.Mode == MutualTlsMode.Strict
        || policy.PortLevelMtls.Any(port => port.Value.Mode == MutualTlsMode.Strict);

    private static string? Problem(
        AnalyzedMesh mesh, AnalyzedCluster cluster, EnvoyClusterTemplate template, IEnumerable<RegistryEndpoint> endpoints)
    {
        var caller = new ClientProxy { Cluster = cluster.Name, Namespace = template.Identity.Service.Namespace };
        foreach (RegistryEndpoint endpoint in endpoints)
        {
            if (mesh.Observed.OwnerOf(endpoint.Value, caller, template.Cluster.Host) is AddressOwner.Pod { Workload: { } pod } owner
                && mesh.Find(owner.Cluster) is { } home && !home.IsGateway(pod)
                && Refusal(home, pod, endpoint, template) is { } why)
            {
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"{template.Cluster.Host}:{template.Cluster.Port} leads to pod {pod.Namespace}/{pod.Name}, and {why}");
            }
        }

        return null;
    }

    private static string? Refusal(AnalyzedCluster home, WorkloadInfo pod, RegistryEndpoint endpoint, EnvoyClusterTemplate template)
    {
        bool isTls = template.Cluster.Tls is { } tls && tls.Mode != ClientTlsMode.Disable
            && (!tls.PerEndpoint || template.SpeaksMutualTls(endpoint));
        if (!AccessJudge.HasProxy(pod))
        {
            // Behind any other mode may be an application that speaks TLS itself.
            return isTls && template.Cluster.Tls!.Mode == ClientTlsMode.IstioMutual
                ? TlsExchange.ProblemAtPlainServer(new SentTls(SentTlsKind.MutualTls)) : null;
        }

        int port = endpoint.Value.Port;
        return SidecarListeners.Refusal(
            home.Index.PeerAuthentications.ModeOf(pod.Namespace, pod.Labels, port), port, isTls);
    }

    private static string Word(ClientTlsMode mode) => System.Text.Encoding.UTF8.GetString(ResourceEnums.ClientTlsMode.NameOf(mode));

    private static string Some(string[] wrong) => string.Join("; ", wrong.Take(MostNamed))
        + (wrong.Length > MostNamed ? string.Create(CultureInfo.InvariantCulture, $"; and {wrong.Length - MostNamed} more") : "");
}
