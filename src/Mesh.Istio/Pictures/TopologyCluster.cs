namespace Mesh.Istio.Pictures;

/// <summary>A card of a picture: a cluster.</summary>
/// <param name="Name">Its name; empty for what lies outside of all clusters.</param>
/// <param name="Region">Its region; empty where nothing tells. Cards of one region stand in one column.</param>
/// <param name="Network">Its network; empty where nothing tells.</param>
public sealed record TopologyCluster(string Name, string Region, string Network);
