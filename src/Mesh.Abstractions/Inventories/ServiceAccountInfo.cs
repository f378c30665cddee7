namespace Mesh.Inventories;

/// <summary>A Kubernetes ServiceAccount: the identity of workloads.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
public readonly record struct ServiceAccountInfo(string Namespace, string Name);
