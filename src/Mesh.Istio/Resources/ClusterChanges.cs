namespace Mesh.Istio.Resources;

/// <summary>How the objects of one cluster differ from those of another time.</summary>
/// <param name="Cluster">The cluster's name.</param>
public sealed record ClusterChanges(string Cluster)
{
    /// <summary>The objects that are new or have other content, in apply order.</summary>
    public ValueList<IstioObject> Changed { get; init; }

    /// <summary>The objects that are no more, as they were, in apply order. One that has other content is not among them.</summary>
    public ValueList<IstioObject> Removed { get; init; }

    /// <summary>Whether nothing differs.</summary>
    public bool IsEmpty => Changed.IsEmpty && Removed.IsEmpty;

    internal static ClusterChanges Between(string cluster, ValueList<IstioObject> before, ValueList<IstioObject> after)
    {
        var changed = new List<IstioObject>();
        var removed = new List<IstioObject>();
        // Both are in apply order. The very list, which was taken over, is not walked.
        (int old, int count) = before == after ? (before.Count, 0) : (0, after.Count);
        for (int i = 0; i < count; i++)
        {
            if (old < before.Count && ReferenceEquals(before[old], after[i]))
            {
                old++;
                continue;
            }

            int order = 1;
            while (old < before.Count && (order = ApplyOrder.Instance.Compare(before[old], after[i])) < 0)
            {
                removed.Add(before[old++]);
            }

            bool isSame = old < before.Count && order == 0;
            if (!isSame || !before[old].Equals(after[i]))
            {
                changed.Add(after[i]);
            }

            old += isSame ? 1 : 0;
        }

        for (; old < before.Count; old++)
        {
            removed.Add(before[old]);
        }

        return new ClusterChanges(cluster) { Changed = changed.ToValueList(), Removed = removed.ToValueList() };
    }
}
