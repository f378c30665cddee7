using Mesh.Istio.Resources;

namespace Mesh.Istio.Apply.Rounds;

/// <summary>
/// The identities that callers accept: those of a ServiceEntry's host, or of a DestinationRule's TLS, as a whole and by port.
/// </summary>
internal static class AcceptedIdentities
{
    /// <summary>Whether two objects for one host accept different identities.</summary>
    public static bool Differ(IstioObject one, IstioObject other) => (one, other) switch
    {
        (ServiceEntry left, ServiceEntry right) => !left.SubjectAltNames.ToHashSet().SetEquals(right.SubjectAltNames),
        (DestinationRule left, DestinationRule right) => Widened(left, right) != left || Widened(right, left) != right,
        _ => false,
    };

    /// <summary>An object that accepts what another one for the same host accepts, too.</summary>
    public static IstioObject Widened(IstioObject value, IstioObject by) => (value, by) switch
    {
        (ServiceEntry entry, ServiceEntry other) => entry with { SubjectAltNames = Union(entry.SubjectAltNames, other.SubjectAltNames) },
        (DestinationRule rule, DestinationRule other) => Widened(rule, other),
        _ => value,
    };

    private static DestinationRule Widened(DestinationRule rule, DestinationRule other)
    {
        if (rule.TrafficPolicy is not { } policy || other.TrafficPolicy is not { } theirs)
        {
            return rule;
        }

        return rule with
        {
            TrafficPolicy = policy with
            {
                Tls = Widened(policy.Tls, theirs.Tls),
                PortLevelSettings = policy.PortLevelSettings.Select(port => port with
                {
                    Tls = Widened(
                        port.Tls, theirs.PortLevelSettings.FirstOrDefault(each => each.Port?.Number == port.Port?.Number)?.Tls),
                }).ToValueList(),
            },
        };
    }

    private static ClientTlsSettings? Widened(ClientTlsSettings? tls, ClientTlsSettings? other) =>
        tls is null || other is null ? tls : tls with { SubjectAltNames = Union(tls.SubjectAltNames, other.SubjectAltNames) };

    // No list accepts everybody.
    private static ValueList<string> Union(ValueList<string> one, ValueList<string> other) =>
        one.IsEmpty || other.IsEmpty ? []
        : other.All(one.Contains) ? one
        : new SortedSet<string>(one.Concat(other), StringComparer.Ordinal).ToValueList();
}
