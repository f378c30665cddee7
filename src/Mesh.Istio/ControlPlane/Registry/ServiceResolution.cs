namespace Mesh.Istio.ControlPlane.Registry;

internal enum ServiceResolution
{
    ClientSide,
    Dns,
    DnsRoundRobin,
    Passthrough,
    DynamicDns,

    /// <summary>Another name of a host (type ExternalName); nothing is sent to a proxy for it.</summary>
    Alias,
}
