using Mesh.Documents;
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
        /// <param name="limits">What a file and the folder may cost; <see cref="ReadLimits.Default"/> when <see langword="null"/>.</param>
        /// <param name="defaultNamespace">
        /// The namespace of objects that name none, as in <c>kubectl apply -n</c>. When it is <see langword="null"/>, they are read as of
        /// <c>default</c>, and a finding of each cluster says so (MY023).
        /// </param>
        /// <returns>The objects that could be read, and every finding with file and position; a
        /// broken file never stops the others.</returns>
        public static MeshResources Read(string folder, ReadLimits? limits = null, string? defaultNamespace = null) =>
            ResourceFolder.Read(folder, limits, defaultNamespace);

        /// <summary>
        /// Writes every cluster into a folder of its own and removes what an earlier run left there. Files that Mesh did not write are
        /// neither changed nor deleted; <see cref="ResourceFolder.Write"/> says how they are told apart. What is in error is neither
        /// written nor deleted: the files of a workspace with errors stay (MY015), and nothing changes at all where the organization, its
        /// clusters or the inventory are in error (MY018).
        /// </summary>
        /// <param name="folder">The folder; made if it is missing.</param>
        /// <param name="options">Format and layout; YAML with one file per object when <see langword="null"/>.</param>
        /// <returns>What was done, and what was kept and why.</returns>
        /// <exception cref="ArgumentException">A removed cluster is among the resources.</exception>
        /// <exception cref="IOException">The file system refuses.</exception>
        public WriteResult WriteTo(string folder, WriteOptions? options = null)
        {
            ArgumentNullException.ThrowIfNull(resources);
            return ResourceFolder.WriteWithFindings(folder, resources, options);
        }
    }
}
