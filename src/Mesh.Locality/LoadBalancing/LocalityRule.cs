namespace Mesh.LoadBalancing;

/// <summary>
/// The locality rules of <c>distribute</c>: <c>*</c>, <c>region</c>, <c>region/*</c>, <c>region/zone/*</c>, <c>region/zone/subzone</c>.
/// </summary>
public static class LocalityRule
{
    /// <summary>
    /// Whether a rule covers a locality: the region equals or is <c>*</c>; zone and subzone equal, are <c>*</c> or are left out.
    /// </summary>
    /// <param name="rule">The rule; parts beyond the third are ignored.</param>
    /// <param name="locality">The locality.</param>
    /// <returns>Whether it is covered (istio <c>util.go</c> LocalityMatch).</returns>
    public static bool Matches(string rule, Locality locality)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ReadOnlySpan<char> rest = rule;
        ReadOnlySpan<char> region = NextPart(ref rest);
        ReadOnlySpan<char> zone = NextPart(ref rest);
        ReadOnlySpan<char> subzone = NextPart(ref rest);
        return (region is "*" || region.SequenceEqual(locality.Region))
            && (zone.IsEmpty || zone is "*" || zone.SequenceEqual(locality.Zone))
            && (subzone.IsEmpty || subzone is "*" || subzone.SequenceEqual(locality.Subzone));
    }

    private static ReadOnlySpan<char> NextPart(ref ReadOnlySpan<char> rest)
    {
        int slash = rest.IndexOf('/');
        ReadOnlySpan<char> part = slash < 0 ? rest : rest[..slash];
        rest = slash < 0 ? default : rest[(slash + 1)..];
        return part;
    }
}
