using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane;

/// <summary>Consistent hashing of a cluster: of what, and over which table.</summary>
/// <param name="Key">What of a request is hashed.</param>
/// <param name="MinimumRingSize">The least number of places on the ring; Envoy's 1024 where the rule is silent.</param>
/// <param name="TableSize">The size of the Maglev table, Envoy's 65537 where the rule is silent; <see langword="null"/> for a ring.</param>
internal sealed record EnvoyHash(HashKey Key, ulong MinimumRingSize, int? TableSize)
{
    private const ulong DefaultRing = 1024;
    private const int DefaultTable = 65537;

    public static EnvoyHash? Of(LoadBalancerSettings? settings) =>
        settings?.Algorithm is LoadBalancerAlgorithm.Hashed { Value: { Key: { } key } hashed }
        ? hashed.Algorithm switch
        {
            HashAlgorithm.MaglevTable table =>
                new EnvoyHash(key, DefaultRing, table.Value.TableSize is > 1 and { } size ? (int)size : DefaultTable),
            HashAlgorithm.Ring ring => new EnvoyHash(key, ring.Value.MinimumRingSize is > 0 and { } least ? least : DefaultRing, null),
            _ => new EnvoyHash(key, hashed.MinimumRingSize is > 0 and { } least ? least : DefaultRing, null),
        }
        : null;
}
