using Mesh.Diagnostics;
using Mesh.Istio.ControlPlane;

namespace Mesh.Istio.Forecasting.Engine;

/// <summary>What may route a request and was not read.</summary>
internal static class UnreadRoutes
{
    private const int Named = 5;

    /// <summary>
    /// For a gateway the gateways and routes of its cluster; for a workload the routes for calls inside of the mesh.
    /// </summary>
    public static ValueList<UnreadObject> For(MeshResources resources, ClientProxy proxy) => resources.UnreadOf(proxy.Cluster).Where(
        value => value.IsForMesh || (proxy.Type == ProxyType.Router && value.Kind is not "ReferenceGrant")).ToValueList();

    public static Diagnostic Finding(string client, ValueList<UnreadObject> unread) => ForecastDiagnostics.RoutesUnread.At(
        client,
        $"The client's cluster has objects of the Kubernetes Gateway API, which istiod follows and Mesh does not read: {Names(unread)}.",
        "Take the answer as that without these objects.");

    /// <summary>The first of them by name.</summary>
    public static string Names(ValueList<UnreadObject> unread) =>
        string.Join(", ", unread.Take(Named)) + (unread.Count > Named ? ", …" : "");
}
