using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>How localities are preferred. At most one of the three ways may be used.</summary>
public sealed record LocalityLbSetting : IMessage<LocalityLbSetting>
{
    /// <summary>Whether localities are considered at all; <see langword="true"/> when absent.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Shares of the localities, by the client's locality.</summary>
    public ValueList<LocalityDistribute> Distribute { get; init; }

    /// <summary>Which region stands in for which.</summary>
    public ValueList<LocalityFailover> Failover { get; init; }

    /// <summary>
    /// Labels, as <c>key</c> or <c>key=value</c>: an endpoint's priority is worse the earlier the first label in which it differs from the
    /// client.
    /// </summary>
    public ValueList<string> FailoverPriority { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Flag("enabled"u8, Enabled);
        fields.Messages("distribute"u8, Distribute);
        fields.Messages("failover"u8, Failover);
        fields.Texts("failoverPriority"u8, FailoverPriority);
    }

    static LocalityLbSetting IMessage<LocalityLbSetting>.Read(FieldReader fields) => new()
    {
        Enabled = fields.Flag("enabled"),
        Distribute = fields.Messages<LocalityDistribute>("distribute"),
        Failover = fields.Messages<LocalityFailover>("failover"),
        FailoverPriority = fields.Texts("failoverPriority"),
    };
}
