namespace Mesh.Istio.Resources;

/// <summary>Whether a service is part of the mesh.</summary>
public enum ServiceEntryLocation
{
    /// <summary>Outside: no automatic mutual TLS. The value when none is written.</summary>
    MeshExternal,

    /// <summary>Inside: its workloads take part in mutual TLS and policies.</summary>
    MeshInternal,
}
