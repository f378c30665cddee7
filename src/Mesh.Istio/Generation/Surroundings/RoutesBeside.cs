namespace Mesh.Istio.Generation.Surroundings;

/// <summary>The VirtualServices of others for the host of one of ours, as <c>namespace/name</c>.</summary>
/// <param name="Older">Public ones that hold instead of ours, everywhere.</param>
/// <param name="Unknown">Public ones of which nobody can say whether they are older.</param>
/// <param name="Newer">Public ones that ours leaves without effect.</param>
/// <param name="Private">Ones that hold instead of ours in the namespaces that see them.</param>
/// <param name="Wider">Ones for many hosts, which lose this one: ours says its whole name.</param>
internal sealed record RoutesBeside(
    ValueList<string> Older, ValueList<string> Unknown, ValueList<string> Newer, ValueList<string> Private, ValueList<string> Wider)
{
    public static RoutesBeside None { get; } = new([], [], [], [], []);

    /// <summary>Whether one of ours would hold nowhere, or nobody knows; then none is written.</summary>
    public bool HoldInstead => !Older.IsEmpty || !Unknown.IsEmpty;
}
