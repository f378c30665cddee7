using Mesh.Istio.ControlPlane;
using Mesh.Istio.Forecasting.Engine;

namespace Mesh.Istio.Analysis.Indexes;

/// <summary>The calls of a cluster's clients to one target of a host's route.</summary>
/// <param name="Cluster">Where the clients are.</param>
/// <param name="Target">The target, as the clients' proxies have it.</param>
/// <param name="IsHttp">Whether these proxies see requests, and not only bytes.</param>
/// <param name="Fates">What each endpoint makes of the calls.</param>
internal sealed record WrittenCall(
    AnalyzedCluster Cluster, EnvoyCluster Target, bool IsHttp, Dictionary<(string Address, int Port), EndpointFate> Fates)
{
    /// <summary>What is written of an endpoint; <see langword="null"/> for one that istiod found itself.</summary>
    public WrittenEndpoint? Written(string address) => Cluster.WrittenByAddress[address].FirstOrDefault();
}
