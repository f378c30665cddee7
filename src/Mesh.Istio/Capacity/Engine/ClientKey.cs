namespace Mesh.Istio.Capacity.Engine;

/// <summary>Pods of one workload in one place, which send in the same way.</summary>
internal readonly record struct ClientKey(string Cluster, string Workload, Locality Place);
