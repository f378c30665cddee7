namespace Mesh.Inventories;

/// <summary>A way into a network of MeshNetworks.</summary>
/// <param name="Address">The gateway's address; empty when a Service is named instead.</param>
/// <param name="Service">The gateway's Service (<c>registryServiceName</c>); empty when an address is given.</param>
/// <param name="Port">The port.</param>
/// <param name="Locality">Where the gateway is; empty when it is not written.</param>
public sealed record MeshNetworkGateway(string Address, string Service, int Port, Locality Locality);
