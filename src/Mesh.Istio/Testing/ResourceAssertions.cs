namespace Mesh.Istio.Testing;

/// <summary>What tests expect of <see cref="MeshResources"/> before they ask where traffic goes.</summary>
public static class ResourceAssertions
{
    /// <summary>
    /// Expects that generating or reading the resources found no error, so that nothing is left out of what is asked next.
    /// </summary>
    /// <param name="resources">The resources.</param>
    /// <returns>The same resources.</returns>
    /// <exception cref="MeshAssertionException">There are errors; the message has all of them.</exception>
    public static MeshResources MustHaveNoErrors(this MeshResources resources)
    {
        ArgumentNullException.ThrowIfNull(resources);
        return resources.Diagnostics.HasErrors
            ? throw new MeshAssertionException(
                $"the resources of {string.Join(", ", resources.Clusters.Select(cluster => cluster.Cluster))}",
                "no finding of severity error",
                string.Join('\n', resources.Diagnostics.Errors.Select(finding => finding.ToString())))
            : resources;
    }
}
