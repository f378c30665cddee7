using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>Balancing that keeps traffic in its zone as far as the zone's share of endpoints allows. Istio 1.31 and later.</summary>
public sealed record ZoneAwareLbSetting : IMessage<ZoneAwareLbSetting>
{
    /// <summary>Whether zones are considered.</summary>
    public bool? Enabled { get; init; }

    /// <summary>The number of endpoints in the client's region from which it is in effect, at least 1.</summary>
    public uint? MinClusterSize { get; init; }

    /// <summary>Which region stands in for which.</summary>
    public ValueList<LocalityFailover> Failover { get; init; }

    /// <summary>Labels that sort endpoints into priorities, as in <see cref="LocalityLbSetting"/>.</summary>
    public ValueList<string> FailoverPriority { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Flag("enabled"u8, Enabled);
        fields.Number("minClusterSize"u8, MinClusterSize);
        fields.Messages("failover"u8, Failover);
        fields.Texts("failoverPriority"u8, FailoverPriority);
    }

    static ZoneAwareLbSetting IMessage<ZoneAwareLbSetting>.Read(FieldReader fields) => new()
    {
        Enabled = fields.Flag("enabled"),
        MinClusterSize = fields.UInt32("minClusterSize"),
        Failover = fields.Messages<LocalityFailover>("failover"),
        FailoverPriority = fields.Texts("failoverPriority"),
    };
}
