using Mesh.Inventories;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.ControlPlane.Authorization;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Failures;

/// <summary>Whether anything in a mesh depends on who calls.</summary>
internal static class CallerIdentities
{
    private const string ForwardedCertificate = "x-forwarded-client-cert";

    /// <summary>
    /// Whether a policy decides, a route asks for the certificate that a gateway writes down, or a trust domain is not accepted everywhere.
    /// </summary>
    public static bool Matter(MeshResources resources, Inventory inventory) =>
        resources.Clusters.Any(cluster => cluster.Objects.Any(AsksFor)) || !AllAccepted(inventory);

    private static bool AsksFor(IstioObject value) => value switch
    {
        AuthorizationPolicy => true,
        VirtualService service => service.Http.Any(route => route.Match.Any(
            match => match.Headers.Keys.Concat(match.WithoutHeaders.Keys).Any(
                name => name.Equals(ForwardedCertificate, StringComparison.OrdinalIgnoreCase)))),
        _ => false,
    };

    private static bool AllAccepted(Inventory inventory)
    {
        string[] domains = [.. inventory.Clusters.Select(cluster => cluster.TrustDomain ?? SettingsOf(cluster).TrustDomain)
            .Append(MeshConfigInfo.DefaultTrustDomain).Distinct(StringComparer.Ordinal)];
        return inventory.Clusters.All(cluster => new TrustDomains(SettingsOf(cluster)) is var known
            && domains.All(domain => known.Accepts(new SpiffeIdentity(domain, "", "").ToString())));
    }

    private static MeshConfig SettingsOf(ClusterInventory cluster) =>
        cluster.MeshConfig is { } config ? MeshConfig.From(config) : new MeshConfig { IsAssumed = true };
}
