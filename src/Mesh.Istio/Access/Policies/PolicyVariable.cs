namespace Mesh.Istio.Access.Policies;

/// <summary>A variable of a policy: computed once for a request, when it is first asked for.</summary>
internal sealed record PolicyVariable(string Name, string Expression);
