namespace Mesh.Documents;

/// <summary>What one file holds: every document that could be read, and what kept others from being read.</summary>
internal sealed record DocumentSet(IReadOnlyList<DocumentNode> Documents, IReadOnlyList<DocumentError> Errors);
