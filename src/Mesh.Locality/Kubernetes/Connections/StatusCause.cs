namespace Mesh.Kubernetes.Connections;

/// <summary>One cause in the details of a Kubernetes Status.</summary>
/// <param name="Reason">The reason, for example <c>FieldManagerConflict</c>; empty when the server gives none.</param>
/// <param name="Field">The field, for example <c>.spec.hosts</c>; empty when the cause is not about one.</param>
/// <param name="Message">The server's words, for example <c>conflict with "team-tool"</c>.</param>
public sealed record StatusCause(string Reason, string Field, string Message);
