using Mesh.Kubernetes.Connections;

namespace Mesh.Istio.Apply.Api;

/// <summary>Checks whether clusters respond.</summary>
internal static class ClusterProbe
{
    /// <summary>
    /// Why the cluster does not respond; <see langword="null"/> when it does. Everybody who is known to a cluster may ask for its version.
    /// </summary>
    public static async Task<ClusterRequestFailure?> ProbeAsync(ClusterConnection connection, CancellationToken cancellationToken) =>
        (await connection.SendAsync(ClusterRequest.Get("/version"), response => response.Status, cancellationToken)
            .ConfigureAwait(false)).Failure;
}
