using Mesh.Istio.ControlPlane;
using Mesh.Istio.ControlPlane.Clusters;
using Mesh.Istio.ControlPlane.Policies;
using Mesh.Istio.ControlPlane.Registry;
using Mesh.Istio.ControlPlane.Visibility;
using Mesh.Istio.Resources;
using Mesh.LoadBalancing;

namespace Mesh.Istio.Analysis.Indexes;

/// <summary>A DestinationRule as it holds for one host, port and subset.</summary>
internal sealed record PolicyCase
{
    public required AnalyzedCluster Cluster { get; init; }

    /// <summary>The object that the policy is written in.</summary>
    public required DestinationRule Object { get; init; }

    /// <summary>The rule as istiod merges it.</summary>
    public required ConsolidatedRule Rule { get; init; }

    /// <summary>The service; <see langword="null"/> when nothing known has the host.</summary>
    public MeshService? Service { get; init; }

    /// <summary>The service's port, or the port that the rule names; 0 for any other.</summary>
    public required int Port { get; init; }

    public Subset? Subset { get; init; }

    /// <summary>The rule's own policy for the port and subset.</summary>
    public required EffectivePolicy Policy { get; init; }

    public required EffectiveLbSetting Setting { get; init; }

    /// <summary>What istiod makes of it; <see langword="null"/> without a service.</summary>
    public EnvoyClusterTemplate? Template { get; init; }

    /// <summary>Whether outlier detection lets priorities come about.</summary>
    public bool Ejects => Template?.Ejects ?? Policy.OutlierDetection is not null;

    /// <summary>Whether the proxy chooses among endpoints at all.</summary>
    public bool IsBalanced =>
        Template is null || Template.Cluster.Type is DiscoveryType.Eds or DiscoveryType.StrictDns or DiscoveryType.LogicalDns;

    /// <summary>The locality setting that the rule itself states.</summary>
    public Resources.LocalityLbSetting? Stated => Policy.LoadBalancer?.LocalityLbSetting;

    /// <summary>The places that calls come from under this rule; none when no pod of the cluster was observed.</summary>
    public IReadOnlyList<ClientPlace> Clients { get; init; } = [];

    /// <summary>
    /// The first client for which something is wrong. Where nobody knows who calls, a client beside each endpoint stands for all, and only
    /// what is wrong for every one of them counts.
    /// </summary>
    public ClientPlace? FirstFor(Func<ClientPlace, bool> isWrong)
    {
        if (Cluster.Clients.Length > 0)
        {
            return Clients.FirstOrDefault(isWrong);
        }

        ClientPlace[] assumed = [.. Endpoints.Select(endpoint => endpoint.Value.Locality).Distinct()
            .Select(place => new ClientPlace(
                new ClientProxy
                {
                    Namespace = Object.Metadata.Namespace ?? "",
                    Cluster = Cluster.Name,
                    Network = Cluster.Observed.Network ?? "",
                    Locality = place,
                },
                NoPods, Cluster.Observed.IstioClusterId))];
        return assumed.Length > 0 && assumed.All(isWrong) ? assumed[0] : null;
    }

    private static ILookup<string, Inventories.WorkloadInfo> NoPods =>
        Array.Empty<Inventories.WorkloadInfo>().ToLookup(pod => pod.Namespace, StringComparer.Ordinal);

    /// <summary>The host, port and subset for people.</summary>
    public string Target => (Service?.Host ?? Object.Host)
        + (Port > 0 ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $":{Port}") : "")
        + (Subset is null ? "" : $" subset {Subset.Name}");

    public string SettingPath => Cluster.PathOf(Object, $"{Policy.LoadBalancerPath}.localityLbSetting");

    public string OutlierDetectionPath => Cluster.PathOf(Object, $"{Policy.OutlierDetectionPath}.outlierDetection");

    /// <summary>The endpoints of the port and subset, of every place.</summary>
    public IEnumerable<RegistryEndpoint> Endpoints =>
        Template is not { Identity: { } identity } ? [] : Cluster.Index.Registry.EndpointsOf(identity.Service)
        .Where(endpoint => endpoint.PortName == identity.Port.Name
            && (Subset is null || Inventories.LabelMatch.Matches(Subset.Labels, endpoint.Value.Labels)));

    /// <summary>The cluster that a client gets; <see langword="null"/> when it gets none.</summary>
    public EnvoyCluster? For(ClientPlace client) => Template?.For(client.Proxy, client.Balanced);
}
