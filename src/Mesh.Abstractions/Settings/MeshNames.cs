namespace Mesh;

/// <summary>
/// The names that Mesh uses in clusters and that generation, applying and the election of a leader have to agree on. Give one value to all
/// of them. Immutable.
/// </summary>
public sealed record MeshNames
{
    internal const string DefaultLabelPrefix = MeshPrefix.Default;
    internal const string DefaultSharedNamespace = "mesh-multicluster";
    internal const string DefaultFieldManager = "mesh";

    /// <summary>The names where no others are given.</summary>
    public static MeshNames Default { get; } = new();

    /// <summary>The prefix of Mesh's own labels and annotations, without slash. Default: <c>multicluster.mesh</c>.</summary>
    public string LabelPrefix { get; init; } = DefaultLabelPrefix;

    /// <summary>
    /// The namespace, in every cluster, of what belongs to no single namespace: entries for gateway hosts, the parent of the apply set,
    /// the Lease of the leader. Default: <c>mesh-multicluster</c>.
    /// </summary>
    public string SharedNamespace { get; init; } = DefaultSharedNamespace;

    /// <summary>
    /// The field manager of server-side apply, at most 128 bytes. Default: <c>mesh</c>. Two organizations that share clusters need two.
    /// </summary>
    public string FieldManager { get; init; } = DefaultFieldManager;

    /// <summary>The names that several parts were given: each name from the part that does not leave it at its default.</summary>
    /// <param name="given">The names of each part.</param>
    /// <returns>The names that hold for all of them.</returns>
    /// <exception cref="ArgumentException">Two parts were given different names; the message has both.</exception>
    internal static MeshNames Common(params ReadOnlySpan<MeshNames> given)
    {
        MeshNames common = Default;
        foreach (MeshNames names in given)
        {
            common = new MeshNames
            {
                LabelPrefix = Common(nameof(LabelPrefix), common.LabelPrefix, names.LabelPrefix, DefaultLabelPrefix),
                SharedNamespace = Common(nameof(SharedNamespace), common.SharedNamespace, names.SharedNamespace, DefaultSharedNamespace),
                FieldManager = Common(nameof(FieldManager), common.FieldManager, names.FieldManager, DefaultFieldManager),
            };
        }

        return common;
    }

    private static string Common(string name, string one, string other, string otherwise) =>
        other == otherwise || one == other ? one
        : one == otherwise ? other
        : throw new ArgumentException($"{name} is both '{one}' and '{other}'; give the same name everywhere, or give it once.");
}
