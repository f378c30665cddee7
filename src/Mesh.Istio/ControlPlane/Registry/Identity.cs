namespace Mesh.Istio.ControlPlane.Registry;

internal static class Identity
{
    private const string Scheme = "spiffe://";

    public static string Of(string trustDomain, string namespaceName, string account) => $"{Scheme}{trustDomain}/ns/{namespaceName}/sa/{account}";

    /// <summary>The identities and the same ones in every other trust domain that counts as the same, in ordinal order.</summary>
    public static ValueList<string> Expand(IEnumerable<string> identities, ValueList<string> aliases)
    {
        var all = new SortedSet<string>(StringComparer.Ordinal);
        foreach (string identity in identities)
        {
            all.Add(identity);
            int path = identity.StartsWith(Scheme, StringComparison.Ordinal) ? identity.IndexOf('/', Scheme.Length) : -1;
            if (path < 0)
            {
                continue;
            }

            foreach (string alias in aliases)
            {
                all.Add($"{Scheme}{alias}{identity[path..]}");
            }
        }

        return all.ToValueList();
    }
}
