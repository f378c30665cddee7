namespace Mesh.Istio.Pictures.Svg;

/// <summary>A card with its place.</summary>
internal sealed record PlacedCard(TopologyCluster Cluster, double X, double Y, double Width, double Height);
