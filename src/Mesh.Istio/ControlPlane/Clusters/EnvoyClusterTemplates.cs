using Mesh.Istio.ControlPlane.Policies;
using Mesh.Istio.ControlPlane.Registry;
using Mesh.Istio.ControlPlane.Visibility;
using Mesh.Istio.Resources;
using Mesh.LoadBalancing;

namespace Mesh.Istio.ControlPlane.Clusters;

/// <summary>
/// Makes the clusters of a service under a DestinationRule: one for each port, and one for each port and subset (istio
/// <c>core/cluster.go</c>).
/// </summary>
internal sealed class EnvoyClusterTemplates(MeshIndex mesh)
{
    public EnvoyClusterTemplate[] Plan(MeshService service, ConsolidatedRule? rule, ProxyType type, bool sniDnat)
    {
        var plans = new List<EnvoyClusterTemplate>();
        foreach (MeshPort port in service.Ports)
        {
            if (port.Protocol == PortProtocol.Udp || (sniDnat && service.External) || service.Resolution == ServiceResolution.Alias)
            {
                continue;
            }

            var identity = new ClusterIdentity(service, port, rule, null, type) { IsSniDnat = sniDnat };
            EffectivePolicy ofRule = EffectivePolicy.OfRule(rule?.Rule.TrafficPolicy, port.Number);
            EffectivePolicy inCluster = ofRule.WithDefaults(mesh.Settings);
            DiscoveryType discovery = DiscoveryOf(service, type);
            EnvoyClusterTemplate plan = Build(identity, ofRule, inCluster, discovery);
            plans.Add(plan);
            if (plan.Cluster.Type == DiscoveryType.DynamicForwardProxy)
            {
                continue;
            }

            foreach (Subset subset in rule?.Rule.Subsets ?? default)
            {
                // Subsets inherit the type of the cluster after its policy; PASSTHROUGH cannot be taken back.
                DiscoveryType inherited = IsPassthrough(subset.TrafficPolicy?.LoadBalancer) ? DiscoveryType.OriginalDst : plan.Cluster.Type;
                plans.Add(
                    Build(identity with { Subset = subset }, ofRule.With(subset, port.Number), inCluster.With(subset, port.Number),
                        inherited));
            }
        }

        return [.. plans];
    }

    private EnvoyClusterTemplate Build(ClusterIdentity identity, EffectivePolicy ofRule, EffectivePolicy inCluster, DiscoveryType discovery)
    {
        (MeshService service, MeshPort port, string subset) = (identity.Service, identity.Port, identity.Subset?.Name ?? "");
        var template = new EnvoyCluster
        {
            Name = identity.IsSniDnat ? ClusterName.Sni(port.Number, subset, service.Host)
                : ClusterName.Outbound(port.Number, subset, service.Host),
            Host = service.Host,
            Port = port.Number,
            Subset = subset,
            ConnectTimeout = inCluster.ConnectionPool?.Tcp?.ConnectTimeout ?? mesh.Settings.ConnectTimeout,
            OutlierDetection = OutlierFields.Convert(inCluster.OutlierDetection),
            Pool = ConnectionPools.Of(inCluster.ConnectionPool, port.Protocol),
            PanicThreshold = ClusterLbRules.PanicThreshold(
                inCluster.OutlierDetection is { } outlier ? outlier.MinHealthPercent ?? 0 : null, service.Distribution,
                mesh.Version.SendsUnhealthyEndpoints),
            Http2 = Http2Of(port, inCluster.ConnectionPool?.Http),
            DestinationRules = identity.Rule?.From.ToValueList() ?? default,
        };
        EffectiveLbSetting setting = EffectiveLbSetting.Select(
            LbSettings.Convert(inCluster.LoadBalancer?.ZoneAwareLbSetting),
            LbSettings.Convert(inCluster.LoadBalancer?.LocalityLbSetting),
            service.Distribution,
            mesh.Settings.ZoneAwareLb,
            mesh.Settings.LocalityLb,
            mesh.Version);
        template = WithLocalities(WithBalancing(template, inCluster.LoadBalancer, discovery), setting);
        template = template with
        {
            Tls = identity.IsSniDnat ? null : new TlsPlanner(mesh).Plan(identity, inCluster.Tls, template.Type),
        };
        return new EnvoyClusterTemplate(mesh, identity, template, ofRule, setting);
    }

    private EnvoyHttp2? Http2Of(MeshPort port, Resources.HttpSettings? http)
    {
        bool upgraded = port.Protocol == PortProtocol.Http && http?.H2UpgradePolicy == Resources.H2UpgradePolicy.Upgrade;
        Resources.Http2KeepAlive? pings = mesh.Version.SendsHttp2Keepalive ? http?.Http2KeepAlive : null;
        return port.Protocol is PortProtocol.Http2 or PortProtocol.Grpc or PortProtocol.GrpcWeb || upgraded
            ? new EnvoyHttp2(pings?.Interval, pings?.Timeout)
            : null;
    }

    private static EnvoyCluster WithBalancing(EnvoyCluster cluster, LoadBalancerSettings? settings, DiscoveryType discovery)
    {
        DiscoveryType type = IsPassthrough(settings) ? DiscoveryType.OriginalDst : discovery;
        EnvoyLbPolicy policy = (settings?.Algorithm, type) switch
        {
            (_, DiscoveryType.OriginalDst or DiscoveryType.DynamicForwardProxy) => EnvoyLbPolicy.ClusterProvided,
            (LoadBalancerAlgorithm.Simple { Value: SimpleLoadBalancer.Random }, _) => EnvoyLbPolicy.Random,
            (LoadBalancerAlgorithm.Simple { Value: SimpleLoadBalancer.RoundRobin }, _) => EnvoyLbPolicy.RoundRobin,
            (LoadBalancerAlgorithm.Hashed { Value.Algorithm: HashAlgorithm.MaglevTable }, _) => EnvoyLbPolicy.Maglev,
            (LoadBalancerAlgorithm.Hashed, _) => EnvoyLbPolicy.RingHash,
            _ => EnvoyLbPolicy.LeastRequest,
        };
        bool hashes = policy is EnvoyLbPolicy.RingHash or EnvoyLbPolicy.Maglev;
        return cluster with
        {
            Type = type,
            LbPolicy = policy,
            Hash = hashes ? EnvoyHash.Of(settings) : null,
            Warmup = EnvoyWarmup.Of(settings, policy),
        };
    }

    private static EnvoyCluster WithLocalities(EnvoyCluster cluster, EffectiveLbSetting setting) => cluster with
    {
        LocalityWeighted = ClusterLbRules.IsLocalityWeighted(setting, cluster.OutlierDetection is not null),
        ZoneAware = setting.ZoneAware is { } zones ? new ZoneAwareLb(zones.Enabled != false, zones.MinClusterSize) : null,
    };

    private static DiscoveryType DiscoveryOf(MeshService service, ProxyType type) => service.Resolution switch
    {
        ServiceResolution.Dns => service.RacesAddresses ? DiscoveryType.LogicalDns : DiscoveryType.StrictDns,
        ServiceResolution.DnsRoundRobin => DiscoveryType.LogicalDns,
        ServiceResolution.Passthrough => type == ProxyType.Router ? DiscoveryType.Eds : DiscoveryType.OriginalDst,
        ServiceResolution.DynamicDns => DiscoveryType.DynamicForwardProxy,
        _ => DiscoveryType.Eds,
    };

    private static bool IsPassthrough(LoadBalancerSettings? settings) =>
        settings?.Algorithm is LoadBalancerAlgorithm.Simple { Value: SimpleLoadBalancer.Passthrough };
}
