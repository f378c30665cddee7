using Mesh.Inventories;

namespace Mesh.Annotations;

/// <summary>What a Service asks for, and the workspace that owns its namespace.</summary>
internal sealed record OwnedRequest(string Tenant, string Workspace, ServiceInfo Service, ServiceRequest Request);
