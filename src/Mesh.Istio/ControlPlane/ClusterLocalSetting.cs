namespace Mesh.Istio.ControlPlane;

/// <summary>An entry of MeshConfig's <c>serviceSettings</c>: whether services are used only by clients of their own cluster.</summary>
/// <param name="Hosts">Host names; a leading <c>*</c> matches any suffix.</param>
/// <param name="ClusterLocal">Whether the hosts are local to each cluster.</param>
public sealed record ClusterLocalSetting(ValueList<string> Hosts, bool ClusterLocal);
