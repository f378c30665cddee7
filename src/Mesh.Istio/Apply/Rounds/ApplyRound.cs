using Mesh.Istio.Apply.Objects;

namespace Mesh.Istio.Apply.Rounds;

/// <summary>A step that is made in all clusters before the next one begins.</summary>
/// <param name="Number">The number, from 1.</param>
/// <param name="Purpose">What it does, for people.</param>
/// <param name="Clusters">What each cluster is to have after it.</param>
/// <param name="IsWhole">Whether that is everything, so that what is not in it can go.</param>
internal sealed record ApplyRound(int Number, string Purpose, ValueList<ClusterResources> Clusters, bool IsWhole)
{
    /// <summary>Routes that come before the Gateways to which they are bound: listeners there change how they treat TLS.</summary>
    public IReadOnlySet<ObjectKey> BeforeGateways { get; init; } = new HashSet<ObjectKey>();
}
