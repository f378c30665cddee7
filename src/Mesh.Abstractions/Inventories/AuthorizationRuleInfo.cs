namespace Mesh.Inventories;

/// <summary>A rule of an AuthorizationPolicy, as far as it says who calls. One that names nobody is for everybody.</summary>
/// <param name="Principals">
/// The identities as written, without <c>spiffe://</c>: whole, or with <c>*</c> at one end. A service account counts as the identities that
/// end in it.
/// </param>
/// <param name="Namespaces">The callers' namespaces as written.</param>
/// <param name="IsConditional">Whether it says more than that: paths, ports, hosts, addresses, tokens, or who it is not.</param>
public sealed record AuthorizationRuleInfo(ValueList<string> Principals, ValueList<string> Namespaces, bool IsConditional)
{
    /// <summary>Whether it names nobody, so that callers without identity are meant too.</summary>
    public bool IsForEverybody => Principals.IsEmpty && Namespaces.IsEmpty;
}
