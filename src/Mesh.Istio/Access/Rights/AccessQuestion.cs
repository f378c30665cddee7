namespace Mesh.Istio.Access.Rights;

/// <summary>What an API server's authorizer is asked.</summary>
/// <param name="Verb">The verb.</param>
/// <param name="ApiGroup">The API group.</param>
/// <param name="Resource">The plural name, with a subresource after a slash: <c>gateways/tls</c>.</param>
/// <param name="Namespace">The namespace.</param>
/// <param name="Name">The object; empty where a request names none.</param>
internal sealed record AccessQuestion(string Verb, string ApiGroup, string Resource, string Namespace, string Name);
