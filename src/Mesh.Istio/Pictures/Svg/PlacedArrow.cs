namespace Mesh.Istio.Pictures.Svg;

/// <summary>An arrow with its way, which only turns at right angles, and its label with the room that it has.</summary>
internal sealed record PlacedArrow(
    TopologyArrow Arrow, ValueList<(double X, double Y)> Points, string Label, double LabelX, double LabelY, double LabelWidth,
        bool IsInCard);
