namespace Mesh.Istio.Generation.Reuse;

/// <summary>What the objects of all hosts depend on in a client's cluster.</summary>
internal sealed record ClientInputs(string Name, string Region, bool KeepsAlive)
{
    public static ValueList<ClientInputs> All(ClusterMap clusters) => clusters.All
        .Select(cluster => new ClientInputs(cluster.Name, cluster.Locality.Region, cluster.IstioVersion.SendsHttp2Keepalive))
        .ToValueList();
}
