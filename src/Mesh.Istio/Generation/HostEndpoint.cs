namespace Mesh.Istio.Generation;

/// <summary>One address of a gateway as a client cluster sees it.</summary>
internal readonly record struct HostEndpoint(GatewaySite Site, string Address, int Rank, int? Weight, bool Local);
