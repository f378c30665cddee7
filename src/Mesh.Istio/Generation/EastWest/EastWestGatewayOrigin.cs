using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.EastWest;

/// <summary>The origin of an east-west gateway's listener in one cluster.</summary>
internal sealed class EastWestGatewayOrigin(EastWestInCluster gateway) : Origin
{
    protected override ValueList<string> ModelPaths => [gateway.Entry.FullPath];

    protected override ValueList<string> Facts => EastWestFacts.Of(gateway.Entry, gateway.Site.Cluster);
}
