namespace Mesh.Istio.ModelFiles;

/// <summary>What the lines of a document that cannot be read say of it.</summary>
/// <param name="Tenant">The tenant; empty where none is named.</param>
/// <param name="Workspace">The workspace that it is, or is a part of; empty where none is named.</param>
/// <param name="Owner">Whom it concerns; none where everybody rests on it.</param>
internal sealed record UnreadHeader(string Tenant, string Workspace, ValueList<string> Owner);
