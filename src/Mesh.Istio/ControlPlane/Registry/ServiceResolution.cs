namespace Mesh.Istio.ControlPlane.Registry;

internal enum ServiceResolution
{
    ClientSide,
    Dns,
    DnsRoundRobin,
    Passthrough,
    DynamicDns,
}
