using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation;

/// <summary>Puts the objects of hosts and all others of a cluster into apply order.</summary>
internal static class ClusterAssembly
{
    /// <summary>Merges two sequences in apply order; of equals those of hosts come first.</summary>
    /// <param name="hosts">The objects of hosts.</param>
    /// <param name="others">All others.</param>
    /// <param name="valueOf">The object of an element.</param>
    public static IEnumerable<T> Merge<T>(IEnumerable<T> hosts, IReadOnlyList<T> others, Func<T, IstioObject> valueOf)
    {
        // Most are of hosts: of the next other one place and object are worked out once.
        int next = 0;
        IstioObject? other = others.Count > 0 ? valueOf(others[0]) : null;
        int otherPlace = other is null ? 0 : ApplyOrder.PlaceOf(other);
        foreach (T host in hosts)
        {
            IstioObject value = valueOf(host);
            int place = other is null ? 0 : ApplyOrder.PlaceOf(value);
            while (other is not null && (otherPlace != place ? otherPlace < place : ApplyOrder.CompareNames(other, value) < 0))
            {
                yield return others[next++];
                other = next < others.Count ? valueOf(others[next]) : null;
                otherPlace = other is null ? 0 : ApplyOrder.PlaceOf(other);
            }

            yield return host;
        }

        for (; next < others.Count; next++)
        {
            yield return others[next];
        }
    }
}
