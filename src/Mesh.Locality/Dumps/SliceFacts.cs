namespace Mesh.Inventories;

/// <summary>An EndpointSlice.</summary>
internal sealed record SliceFacts(string Service, ValueList<EndpointInfo> Endpoints);
