using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.EastWest.Pods;

/// <summary>The origin of what orders the pods of a service.</summary>
internal sealed class PodOrigin(PodView view) : Origin
{
    protected override ValueList<string> ModelPaths => [view.Service.Entry.FullPath];

    protected override EffectiveSettings Settings => view.Service.Effective;

    protected override ValueList<string> Facts =>
    [
        $"order: {view.Words}",
        .. view.Service.InClusters.Values.Select(site => $"Service {view.Service.Name} exists in cluster {site.Cluster.Name}, region "
            + $"'{site.Cluster.Locality.Region}', known to Istio as {site.Cluster.IstioClusterId ?? "nobody knows what"}"),
    ];
}
