namespace Mesh.Inventories;

/// <summary>An entry of MeshConfig's <c>serviceSettings</c>: whether services are used only by clients of their own cluster.</summary>
/// <param name="Hosts">Host names; a leading <c>*</c> matches any suffix.</param>
/// <param name="ClusterLocal"><c>settings.clusterLocal</c>. Default: no.</param>
public sealed record ServiceSettingsInfo(ValueList<string> Hosts, bool ClusterLocal);
