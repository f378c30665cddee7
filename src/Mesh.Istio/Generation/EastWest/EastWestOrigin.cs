using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.EastWest;

/// <summary>The origin of what a cluster gets for an exposed service.</summary>
internal sealed class EastWestOrigin(ExposedService service, ClusterFacts client, Func<string, string> regionOf) : Origin
{
    protected override ValueList<string> ModelPaths => [service.Entry.FullPath];

    protected override EffectiveSettings Settings => service.Effective;

    protected override ValueList<string> Facts => EastWestFacts.Of(EastWestView.From(client, service, regionOf));
}
