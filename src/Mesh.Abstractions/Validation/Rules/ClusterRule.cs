using System.Buffers;
using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>Trust domain, network, locality and version of clusters.</summary>
internal sealed class ClusterRule : IModelRule
{
    // networking.istio.io/v1 and security.istio.io/v1, in which everything is written, exist since Istio 1.22.
    private static readonly IstioVersion FirstWithV1 = new(1, 22);
    private static readonly IstioVersion FirstChecked = new(1, 28);

    private static readonly SearchValues<char> TrustDomainCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-._");

    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        foreach (Cluster cluster in model.Organization.Clusters)
        {
            string path = $"clusters/{cluster.Name}";
            if (cluster.TrustDomain is { } domain
                && (domain.Length is 0 or > 255 || domain.AsSpan().ContainsAnyExcept(TrustDomainCharacters)))
            {
                found.Add(ModelDiagnostics.InvalidTrustDomain.At(
                    $"{path}/trustDomain", $"trustDomain '{domain}' is not a SPIFFE trust domain.",
                    "Use lower-case letters, digits, '-', '.' and '_', for example 'cluster.local'."));
            }

            if (cluster.Network is { } network && (network.Length == 0 || !Syntax.IsLabelValue(network)))
            {
                found.Add(ModelDiagnostics.InvalidNetwork.At(
                    $"{path}/network", $"network '{network}' cannot be a label's value.",
                    "Use 1 to 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends."));
            }

            CheckLocality(cluster.Locality, $"{path}/locality", found);
            CheckVersion(cluster.IstioVersion, $"{path}/istioVersion", found);
        }
    }

    private static void CheckLocality(Locality? declared, string path, List<Diagnostic> found)
    {
        if (declared is not { } locality)
        {
            return;
        }

        if (locality.Region.Length == 0 || (locality.Zone.Length == 0 && locality.Subzone.Length > 0))
        {
            found.Add(ModelDiagnostics.InvalidLocality.At(
                path, $"locality '{locality}' has a gap.",
                "Give the region first, then the zone, then the subzone; leave it out altogether to use the nodes' labels."));
        }

        foreach (string part in (string[])[locality.Region, locality.Zone, locality.Subzone])
        {
            if (!Syntax.IsLabelValue(part))
            {
                found.Add(ModelDiagnostics.InvalidLocality.At(
                    path, $"locality part '{part}' cannot be a label's value.",
                    "Use the region and zone names of the nodes' labels, for example 'us-east-2'."));
            }
        }
    }

    private static void CheckVersion(IstioVersion? declared, string path, List<Diagnostic> found)
    {
        if (declared is not { } version)
        {
            return;
        }

        if (version.Major != 1 || version < FirstWithV1)
        {
            found.Add(ModelDiagnostics.InvalidIstioVersion.At(
                path, $"istioVersion '{version}' is not supported.",
                "Use Istio 1.22 or newer: older ones do not know the v1 API that Mesh writes."));
        }
        else if (version < FirstChecked)
        {
            found.Add(ModelDiagnostics.OldIstioVersion.At(
                path, $"istioVersion '{version}' is older than the versions Mesh is checked against.",
                "Upgrade to 1.28 or newer, or try failover out before you rely on it."));
        }
    }
}
