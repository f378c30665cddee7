using Mesh.Istio.Resources;
using Lb = Mesh.LoadBalancing;

namespace Mesh.Istio.ControlPlane.Policies;

/// <summary>Turns settings of resources into what the arithmetic takes. An empty list in a resource is an absent one.</summary>
internal static class LbSettings
{
    public static Lb.LocalityLbConfig? Convert(LocalityLbSetting? setting) => setting is null ? null : new()
    {
        Enabled = setting.Enabled,
        Distribute = setting.Distribute.IsEmpty ? null
            : setting.Distribute.Select(rule => new Lb.DistributeRule(rule.From ?? "", rule.To)).ToValueList(),
        Failover = Convert(setting.Failover),
        FailoverPriority = setting.FailoverPriority.IsEmpty ? null : setting.FailoverPriority,
    };

    public static Lb.ZoneAwareLbConfig? Convert(ZoneAwareLbSetting? setting) => setting is null ? null : new()
    {
        Enabled = setting.Enabled,
        MinClusterSize = setting.MinClusterSize,
        Failover = Convert(setting.Failover),
        FailoverPriority = setting.FailoverPriority.IsEmpty ? null : setting.FailoverPriority,
    };

    private static ValueList<RegionFailover>? Convert(ValueList<LocalityFailover> rules) =>
        rules.IsEmpty ? null : rules.Select(rule => new RegionFailover(rule.From ?? "", rule.To ?? "")).ToValueList();
}
