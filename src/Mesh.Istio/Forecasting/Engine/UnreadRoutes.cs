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
    public static ValueList<GatewayApiObject> For(MeshResources resources, ClientProxy proxy) => resources
        .GatewayApiOf(proxy.Cluster)
        .Where(value => !value.HasNoEffect && value.Kind is not ("ReferenceGrant" or "GatewayClass")
            && (value.IsForMesh || proxy.Type == ProxyType.Router))
        .ToValueList();

    public static Diagnostic Finding(string client, ValueList<GatewayApiObject> unread) => ForecastDiagnostics.RoutesUnread.At(
        client,
        $"The client's cluster has objects of the Kubernetes Gateway API, which istiod follows and Mesh cannot: {Names(unread)}.",
        "Take the answer as that without these objects.");

    /// <summary>The first of them by name.</summary>
    public static string Names(ValueList<GatewayApiObject> unread) =>
        string.Join(", ", unread.Take(Named).Select(Text)) + (unread.Count > Named ? ", …" : "");

    private static string Text(GatewayApiObject value) => value.Why.Length > 0 ? $"{value} ({value.Why})" : value.ToString();
}
