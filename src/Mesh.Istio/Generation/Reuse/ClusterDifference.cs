using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.Reuse;

/// <summary>What one cluster loses and gets as against an earlier time.</summary>
internal sealed class ClusterDifference
{
    private readonly List<IstioObject> _gone = [];
    private readonly List<IstioObject> _added = [];

    public IReadOnlyCollection<IstioObject> Gone => _gone;

    public IReadOnlyCollection<IstioObject> Added => _added;

    public bool IsEmpty => _gone.Count == 0 && _added.Count == 0;

    /// <summary>Notes what a host has in place of what it had; what is the very same stays.</summary>
    /// <param name="before">What it had.</param>
    /// <param name="after">What it has.</param>
    public void AddHost(ValueList<IstioObject> before, ValueList<IstioObject> after)
    {
        foreach (IstioObject value in before)
        {
            if (!IsAmong(after, value))
            {
                _gone.Add(value);
            }
        }

        foreach (IstioObject value in after)
        {
            if (!IsAmong(before, value))
            {
                // A copy, so that the object itself says which cluster's it is.
                _added.Add(value.Copy());
            }
        }
    }

    /// <summary>
    /// Notes the difference of two lists in apply order, and gives the new one with the earlier objects where they are equal.
    /// </summary>
    public ValueList<IstioObject> AddOthers(ValueList<IstioObject> before, ValueList<IstioObject> after)
    {
        var result = new IstioObject[after.Count];
        int old = 0;
        for (int i = 0; i < result.Length; i++)
        {
            int order = 1;
            while (old < before.Count && (order = ApplyOrder.Instance.Compare(before[old], after[i])) < 0)
            {
                _gone.Add(before[old++]);
            }

            bool isSame = old < before.Count && order == 0;
            result[i] = isSame && before[old].Equals(after[i]) ? before[old] : after[i];
            if (isSame && !ReferenceEquals(result[i], before[old]))
            {
                _gone.Add(before[old]);
            }

            if (!isSame || !ReferenceEquals(result[i], before[old]))
            {
                _added.Add(after[i]);
            }

            old += isSame ? 1 : 0;
        }

        for (; old < before.Count; old++)
        {
            _gone.Add(before[old]);
        }

        return ValueList.Wrap(result);
    }

    private static bool IsAmong(ValueList<IstioObject> values, IstioObject value)
    {
        foreach (IstioObject other in values)
        {
            if (ReferenceEquals(other, value))
            {
                return true;
            }
        }

        return false;
    }
}
