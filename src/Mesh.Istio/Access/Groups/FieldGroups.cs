namespace Mesh.Istio.Access.Groups;

/// <summary>The groups of fields. Each is a virtual subresource of every kind to the API server: <c>gateways/certificates</c>.</summary>
internal static class FieldGroups
{
    /// <summary>Which certificates, and what is asked of those of others.</summary>
    public const string Certificates = "certificates";

    /// <summary>Whether and how connections are secured: what can end or open termination.</summary>
    public const string Tls = "tls";

    public const string Routing = "routing";

    public const string Hosts = "hosts";

    public const string Resilience = "resilience";

    public const string Authorization = "authorization";

    /// <summary>Labels and annotations that nobody has reserved.</summary>
    public const string Metadata = "metadata";

    /// <summary>What no group names. Who holds it passes without a look.</summary>
    public const string All = "all";

    /// <summary>The groups in the order in which they are asked for, the narrowest first and the widest last.</summary>
    public static ValueList<string> Order { get; } =
        [Certificates, Tls, Routing, Hosts, Resilience, Authorization, Metadata, All];

    /// <summary>The place of a group in <see cref="Order"/>; those of other maps come first.</summary>
    public static int PlaceOf(string group) => Order.AsSpan().IndexOf(group);
}
