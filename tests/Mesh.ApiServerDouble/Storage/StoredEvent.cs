namespace Mesh.ApiServerDouble.Storage;

/// <summary>A change: before is null when it created, after is null when it deleted.</summary>
internal sealed record StoredEvent(long Revision, StoredObject? Before, StoredObject? After, StoredObject Last);
