using Mesh.Documents;

namespace Mesh.Dumps;

/// <summary>How dumps are read.</summary>
public sealed record DumpOptions
{
    /// <summary>
    /// The namespaces in which only the platform team writes and in which Istio runs. What a cluster says about its Istio (version, trust
    /// domain, MeshConfig) is taken from pods of istiod and ConfigMaps there and nowhere else: any team can label a pod of its own <c>app:
    /// istiod</c>. Default: <c>istio-system</c>. Of several in which Istio is found, the first given counts.
    /// </summary>
    public ValueList<string> IstioNamespaces { get; init; } = ["istio-system"];

    /// <summary>What a file and a folder may cost. Default: <see cref="ReadLimits.ForDumps"/>.</summary>
    public ReadLimits Limits { get; init; } = ReadLimits.ForDumps;
}
