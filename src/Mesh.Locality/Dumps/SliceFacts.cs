using Mesh.Inventories;

namespace Mesh.Dumps;

/// <summary>An EndpointSlice.</summary>
internal sealed record SliceFacts(string Service, ValueList<EndpointInfo> Endpoints);
