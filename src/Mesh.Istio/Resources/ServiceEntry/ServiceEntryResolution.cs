namespace Mesh.Istio.Resources;

/// <summary>How the addresses of a service's endpoints are found.</summary>
public enum ServiceEntryResolution
{
    /// <summary>They are not: connections go to the address that the client asked for. The value when none is written.</summary>
    None,

    /// <summary>They are the addresses of the endpoints, which must be IPs.</summary>
    Static,

    /// <summary>Names are resolved by the proxies, and all addresses are used.</summary>
    Dns,

    /// <summary>A name is resolved by the proxies, and new connections use the first address of the answer.</summary>
    DnsRoundRobin,

    /// <summary>The name in the request is resolved by the proxies at the time of the request.</summary>
    DynamicDns,
}
