namespace Mesh.Istio.Generation.Guardrails;

/// <summary>
/// Pods of a gateway, which a namespace's access policy must not close, and the identities with which they call services.
/// </summary>
/// <param name="Name">The name of the policy that opens them.</param>
/// <param name="Namespace">The namespace of the pods.</param>
/// <param name="Workload">The labels of the pods.</param>
/// <param name="Principals">The identities, in every cluster.</param>
internal sealed record GuardedGateway(string Name, string Namespace, ValueMap<string> Workload, ValueList<string> Principals);
