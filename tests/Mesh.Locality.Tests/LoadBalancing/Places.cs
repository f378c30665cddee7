using Mesh.LoadBalancing;

namespace Mesh.Localities.Tests.LoadBalancing;

/// <summary>Short ways to write groups and clients in tables.</summary>
internal static class Places
{
    internal static readonly LbClient Client = At("region1/zone1/subzone1");

    internal static LbClient At(string locality, params (string Key, string Value)[] labels) =>
        new(Locality.Parse(locality), Labels(labels));

    internal static ValueMap<string> Labels(params (string Key, string Value)[] labels) =>
        labels.Select(label => new KeyValuePair<string, string>(label.Key, label.Value)).ToValueMap();

    /// <summary>One group per locality text, each with one endpoint, in the order given.</summary>
    internal static ValueList<EndpointGroup> Groups(params string[] localities) =>
        localities.Select((text, i) => Group(text, null, new LocalityEndpoint($"10.0.0.{i}", 80) { LocalityText = text })).ToValueList();

    internal static EndpointGroup Group(string locality, uint? weight, params LocalityEndpoint[] endpoints) =>
        new(Locality.Parse(locality), endpoints.ToValueList()) { Weight = weight };

    internal static EffectiveLbSetting Rule(LocalityLbConfig setting) =>
        EffectiveLbSetting.Select(null, setting, TrafficDistribution.Any, null, null, IstioVersion.V1_31);

    internal static EffectiveLbSetting Rule(ZoneAwareLbConfig setting) =>
        EffectiveLbSetting.Select(setting, null, TrafficDistribution.Any, null, null, IstioVersion.V1_31);

    internal static int[] Priorities(
        ValueList<EndpointGroup> groups, LbClient client, EffectiveLbSetting setting, bool outlierDetection = true,
            IstioVersion? version = null) =>
        [.. new PriorityAssignment(groups, setting, outlierDetection, version ?? IstioVersion.V1_31)
            .For(client)
            .Select(group => group.Priority)];
}
