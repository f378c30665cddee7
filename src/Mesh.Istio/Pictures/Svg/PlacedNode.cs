namespace Mesh.Istio.Pictures.Svg;

/// <summary>A box with its place.</summary>
internal sealed record PlacedNode(TopologyNode Node, double X, double Y, double Width, double Height)
{
    public double Right => X + Width;
}
