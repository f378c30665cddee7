namespace Mesh.Istio.Forecasting.Registry;

internal enum ServiceResolution
{
    ClientSide,
    Dns,
    DnsRoundRobin,
    Passthrough,
    DynamicDns,
}
