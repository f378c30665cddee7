using Mesh.Inventories;

namespace Mesh.Istio.ControlPlane.GatewayApi;

/// <summary>
/// Finds the Services of Gateways: that which istiod deploys, <c>NAME-CLASS</c>, or the one that an address names (istio
/// <c>gateway/conversion.go</c> extractGatewayServices).
/// </summary>
internal sealed class GatewayOwners(ApiCluster cluster)
{
    private const string Controller = "istio.io/gateway-controller";
    private const string BuiltIn = "istio";
    private const string NameOverride = "gateway.istio.io/name-override";

    // Classes of istiod whose gateways Mesh does not follow: waypoints, gateways of ambient mode, of other networks.
    private static readonly string[] NotFollowed = ["istio-remote", "istio-waypoint", "istio-east-west"];

    public GatewayOwner Of(ApiObject gateway)
    {
        string className = gateway.Spec["gatewayClassName"].Text ?? "";
        if (NotFollowed.Contains(className, StringComparer.Ordinal))
        {
            return new GatewayOwner(null, $"gateways of class {className} are not followed");
        }

        ApiObject? own = cluster.Of("GatewayClass").FirstOrDefault(value => value.Name == className);
        if (own?.Spec["controllerName"].Text is { } controller && controller != Controller)
        {
            return new GatewayOwner(null, "") { IsForeign = true };
        }

        if (own is null && className != BuiltIn)
        {
            return new GatewayOwner(null, $"its GatewayClass {className} was not read");
        }

        (string home, string name) = ServiceOf(gateway, className);
        ServiceInfo? service = cluster.Service(home, name);
        return service is not null && home == gateway.Namespace && !service.Selector.IsEmpty ? new GatewayOwner(service, "")
            : !cluster.KnowsServices ? new GatewayOwner(null, $"its Service {home}/{name} was not observed")
            : new GatewayOwner(null, $"its namespace has no Service {name} for pods, so istiod serves nothing of it")
            {
                HasNoEffect = true,
            };
    }

    private static (string Namespace, string Name) ServiceOf(ApiObject gateway, string className)
    {
        Field address = gateway.Spec["addresses"].Items.FirstOrDefault(value => value["type"].Text == "Hostname");
        if (address["value"].Text is { } host)
        {
            string[] parts = host.Split('.');
            return parts.Length > 1 ? (parts[1], parts[0]) : (gateway.Namespace, host);
        }

        return (gateway.Namespace, gateway.Metadata["annotations"][NameOverride].Text ?? $"{gateway.Name}-{className}");
    }
}
