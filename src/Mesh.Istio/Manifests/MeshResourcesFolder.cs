using Mesh.Istio.Manifests;

namespace Mesh.Istio;

/// <summary>Resources as a folder of manifests: what <see cref="MeshResources"/> itself does not know.</summary>
public static class MeshResourcesFolder
{
    /// <param name="resources">The resources.</param>
    extension(MeshResources resources)
    {
        /// <summary>Reads a folder with one sub-folder of manifests per cluster, written by Mesh or by anybody else.</summary>
        /// <param name="folder">The folder.</param>
        /// <returns>The objects that could be read, and every finding with file and position; a broken file never stops the others.</returns>
        public static MeshResources Read(string folder) => ResourceFolder.Read(folder);

        /// <summary>
        /// Writes every cluster into a folder of its own and removes what an earlier run left there. Files that Mesh did not write are neither
        /// changed nor deleted; <see cref="ResourceFolder.Write"/> says how they are told apart.
        /// </summary>
        /// <param name="folder">The folder; made if it is missing.</param>
        /// <param name="options">Format and layout; YAML with one file per object when <see langword="null"/>.</param>
        /// <returns>What was done.</returns>
        /// <exception cref="ArgumentException">A cluster's name cannot be a folder's name, a cluster is there twice, or an object is there twice in a cluster.</exception>
        /// <exception cref="IOException">The file system refuses.</exception>
        public WriteResult WriteTo(string folder, WriteOptions? options = null)
        {
            ArgumentNullException.ThrowIfNull(resources);
            return ResourceFolder.Write(folder, resources.Clusters, options);
        }
    }
}
