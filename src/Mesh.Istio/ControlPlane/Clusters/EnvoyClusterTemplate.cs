using System.Collections.Concurrent;
using Mesh.Istio.ControlPlane.Policies;
using Mesh.Istio.ControlPlane.Registry;
using Mesh.Istio.ControlPlane.Visibility;
using Mesh.Istio.Resources;
using Mesh.LoadBalancing;

namespace Mesh.Istio.ControlPlane.Clusters;

/// <summary>
/// A cluster as far as it does not depend on the client: the policy, and the endpoints in groups. What is left to do for a client are the
/// priorities, and, once for each network, the gateways.
/// </summary>
internal sealed class EnvoyClusterTemplate
{
    private readonly MeshIndex _mesh;
    private readonly Lazy<RegistryEndpoint[]> _endpoints;
    private readonly ConcurrentDictionary<GroupKey, PriorityAssignment?> _assignments = new();
    private readonly bool _isClusterLocal;

    public EnvoyClusterTemplate(
        MeshIndex mesh, ClusterIdentity identity, EnvoyCluster template, EffectivePolicy policy, EffectiveLbSetting setting)
    {
        _mesh = mesh;
        Identity = identity;
        Cluster = template;
        Policy = policy;
        Setting = setting;
        _isClusterLocal = mesh.ClusterLocal.Contains(identity.Service.Host);
        _endpoints = new Lazy<RegistryEndpoint[]>(Filter);
    }

    public ClusterIdentity Identity { get; }

    /// <summary>Everything that is the same for all clients.</summary>
    public EnvoyCluster Cluster { get; }

    /// <summary>The policy of the DestinationRule alone, without MeshConfig's defaults: it makes the priorities.</summary>
    public EffectivePolicy Policy { get; }

    public EffectiveLbSetting Setting { get; }

    /// <summary>
    /// Whether there is outlier detection as far as priorities are concerned: MeshConfig's counts only inside CDS, for DNS clusters.
    /// </summary>
    public bool Ejects => IsDns ? Cluster.OutlierDetection is not null : Policy.OutlierDetection is not null;

    public bool IsDns => Cluster.Type is DiscoveryType.StrictDns or DiscoveryType.LogicalDns;

    /// <summary>The cluster for a client; <see langword="null"/> for a DNS cluster without endpoints, which istiod leaves out.</summary>
    public EnvoyCluster? For(ClientProxy client, LbClient balanced)
    {
        if (Cluster.Type is DiscoveryType.OriginalDst or DiscoveryType.DynamicForwardProxy)
        {
            return Cluster;
        }

        PriorityAssignment? assignment = _assignments.GetOrAdd(
            new GroupKey(_mesh.Registry.Gateways.Any ? client.Network : "", _isClusterLocal ? client.Cluster : "", client.NetworkView),
            static (key, plan) => plan.Prepare(key), this);
        return assignment is null ? null : Cluster with
        {
            Groups = assignment.For(balanced),
            Explainer = new PriorityExplainer(this, balanced),
        };
    }

    private PriorityAssignment? Prepare(GroupKey key)
    {
        ValueList<EndpointGroup> groups = Group(key);
        return IsDns && groups.IsEmpty ? null : new PriorityAssignment(groups, IsDns ? DnsSetting() : Setting, Ejects, _mesh.Version);
    }

    // istiod applies failoverPriority to DNS clusters since 1.30, and never to their subsets; failover rules beside it stay.
    private EffectiveLbSetting DnsSetting()
    {
        if (Setting.Locality is not { Distribute: null, FailoverPriority: not null } locality
            || (_mesh.Version.AppliesFailoverPriorityToDns && Identity.Subset is null))
        {
            return Setting;
        }

        return locality.Failover is null ? EffectiveLbSetting.None : Setting.WithoutLabels();
    }

    private ValueList<EndpointGroup> Group(GroupKey key)
    {
        RegistryEndpoint[] all = _endpoints.Value;
        var visible = new List<LocalityEndpoint>(all.Length);
        bool multiNetwork = _mesh.Registry.Gateways.Any;
        foreach (RegistryEndpoint endpoint in all)
        {
            LocalityEndpoint value = endpoint.Value;
            bool hidden = (_isClusterLocal && value.Cluster != key.Cluster)
                || (!key.View.IsEmpty && value.Network.Length > 0 && !key.View.Contains(value.Network))
                || (value.Address.Length == 0 && !multiNetwork);
            if (!hidden)
            {
                visible.Add(value);
            }
        }

        ValueList<EndpointGroup> groups = NetworkFilter.Apply(
            EndpointGrouping.Group(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(visible)),
            _mesh.Registry.Gateways,
            key.Network,
            Identity.Type == ProxyType.Sidecar);
        return Identity.IsSniDnat ? NetworkFilter.OnlyMutualTls(groups) : groups;
    }

    /// <summary>
    /// Whether an endpoint counts as speaking Istio's mutual TLS, without which it cannot be behind the gateway of a network.
    /// </summary>
    public bool SpeaksMutualTls(RegistryEndpoint endpoint) => SpeaksMutualTls(endpoint, StatedTls) && endpoint.Value.TlsMode == "istio";

    /// <summary>The TLS mode that the DestinationRule states.</summary>
    public ClientTlsMode? StatedTls => EffectivePolicy.TlsMode(
        Identity.Rule?.Rule, Identity.Subset, Identity.Port.Number, _mesh.Version.InheritsTlsModeInSubsets);

    private RegistryEndpoint[] Filter()
    {
        var kept = new List<RegistryEndpoint>();
        ClientTlsMode? mode = StatedTls;
        foreach (RegistryEndpoint endpoint in _mesh.Registry.EndpointsOf(Identity.Service))
        {
            LocalityEndpoint value = endpoint.Value;
            bool isOther = endpoint.PortName != Identity.Port.Name
                || (!IsDns && value.Address.Length > 0 && value.Port != 0 && !IpText.IsAddress(value.Address))
                || (Identity.Subset is { } subset && !Inventories.LabelMatch.Matches(subset.Labels, value.Labels))
                || !IsSent(endpoint.State);
            if (!isOther)
            {
                kept.Add(endpoint with
                {
                    Value = value with
                    {
                        TlsMode = SpeaksMutualTls(endpoint, mode) ? value.TlsMode : "",
                        Health = (EndpointHealth)(endpoint.State is EndpointState.Terminating ? EndpointState.Unknown : endpoint.State),
                    },
                });
            }
        }

        return [.. kept];
    }

    private bool SpeaksMutualTls(RegistryEndpoint endpoint, ClientTlsMode? mode) => mode is { } stated
        ? stated == ClientTlsMode.IstioMutual
        : endpoint.Value.TlsMode == "istio"
            && !_mesh.PeerAuthentications.IsDisabled(endpoint.Namespace, endpoint.Value.Labels, endpoint.Value.Port);

    private bool IsSent(EndpointState state) => state switch
    {
        EndpointState.Unhealthy => Identity.Service.Distribution != TrafficDistribution.Any
            || (_mesh.Version.SendsUnhealthyEndpoints && Policy.OutlierDetection?.MinHealthPercent is not > 0),
        EndpointState.Draining => KubernetesServices.SupportsDraining(Identity.Service),
        EndpointState.Terminating => false,
        _ => true,
    };
}
