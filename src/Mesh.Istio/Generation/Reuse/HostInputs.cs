using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.Reuse;

/// <summary>
/// All that the objects of one host are made of, beside the clients: equal inputs give equal objects. What views and their emitter read
/// of a host stands here.
/// </summary>
internal sealed record HostInputs
{
    public required string Hostname { get; init; }

    public required string ServerName { get; init; }

    /// <summary>The port with its protocol, which also tells the kinds of servers apart.</summary>
    public required ServicePort Port { get; init; }

    public required TrafficSettings Settings { get; init; }

    public required ObjectMeta Metadata { get; init; }

    public required ValueList<string> SubjectAltNames { get; init; }

    public required string? Address { get; init; }

    public required ValueList<SiteInputs> Sites { get; init; }

    public required ValueMap<FailoverTier> FirstChoices { get; init; }

    /// <summary>
    /// The inputs of a host; null where more counts: every other cluster's network and transit gateways, or everybody's namespaces.
    /// </summary>
    public static HostInputs? Of(ServedHost host) => host.Paths.IsRestricted || !host.VisibleTo.IsEmpty ? null : new HostInputs
    {
        Hostname = host.Hostname,
        ServerName = host.Server.Name,
        Port = HostPort.Of(host),
        Settings = host.Settings,
        Metadata = host.Metadata,
        SubjectAltNames = host.SubjectAltNames,
        Address = host.Address,
        Sites = host.Sites.Values.Select(SiteInputs.Of).ToValueList(),
        FirstChoices = host.FirstChoices.ToValueMap(),
    };
}
