using Mesh.Istio.ControlPlane;

namespace Mesh.Istio.Failures;

/// <content>Certificates that have expired.</content>
public sealed partial class FailureBuilder
{
    /// <summary>
    /// The certificate of a gateway's server has expired. Clients that check it refuse the gateway; connections that stand go on.
    /// </summary>
    /// <param name="cluster">The cluster of the gateway.</param>
    /// <param name="credential">The Secret as the Gateway names it (<c>credentialName</c>).</param>
    /// <returns>This builder.</returns>
    public FailureBuilder CertificateExpired(string cluster, string credential)
    {
        ArgumentException.ThrowIfNullOrEmpty(cluster);
        ArgumentException.ThrowIfNullOrEmpty(credential);
        _descriptions.Add($"the certificate {credential} of {cluster} has expired");
        if (CheckCluster(cluster))
        {
            string[] known = [.. Credentials.Of(ControlPlanes.ConfigurationOf(_resources, _inventory, cluster))];
            if (!known.Contains(credential))
            {
                Missing(
                    $"clusters/{cluster}/secrets/{credential}",
                    $"No Gateway of '{cluster}' has the credentialName '{credential}'.", credential, known);
            }

            Parts.Credentials.Add((cluster, credential));
        }

        return this;
    }

    /// <summary>
    /// The certificates of all workloads and gateways of a cluster have expired, as after a day without istiod or with a root that has
    /// expired. Mutual TLS from them and to them fails; plain text passes, and connections that stand go on.
    /// </summary>
    /// <param name="cluster">The cluster.</param>
    /// <returns>This builder.</returns>
    public FailureBuilder WorkloadCertificatesExpired(string cluster)
    {
        ArgumentException.ThrowIfNullOrEmpty(cluster);
        _descriptions.Add($"the workload certificates of {cluster} have expired");
        if (CheckCluster(cluster))
        {
            Parts.Certificates.Add(cluster);
        }

        return this;
    }
}
