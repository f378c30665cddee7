namespace Mesh.Istio.Resources;

/// <summary>The identity of pods, as their certificates show it: <c>spiffe://TRUST-DOMAIN/ns/NAMESPACE/sa/ACCOUNT</c>.</summary>
internal readonly record struct SpiffeIdentity(string TrustDomain, string Namespace, string ServiceAccount)
{
    private const string Scheme = "spiffe://";

    /// <summary>In place of an account: every one of the namespace, where Istio takes patterns.</summary>
    public const string AnyAccount = "*";

    /// <summary>As an AuthorizationPolicy names it: without the scheme.</summary>
    public string Principal => $"{TrustDomain}/ns/{Namespace}/sa/{ServiceAccount}";

    public override string ToString() => $"{Scheme}{TrustDomain}/ns/{Namespace}/sa/{ServiceAccount}";

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
