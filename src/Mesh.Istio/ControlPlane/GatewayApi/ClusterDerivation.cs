using Mesh.Inventories;
using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.GatewayApi;

/// <summary>What istiod makes of the Gateway API in one cluster (istio <c>pilot/pkg/config/kube/gateway</c>).</summary>
internal sealed class ClusterDerivation(ClusterResources resources, ClusterInventory observed)
{
    private readonly ApiCluster _cluster = new(resources, observed);
    private readonly Dictionary<string, Listener[]> _listeners = new(StringComparer.Ordinal);
    private readonly List<IstioObject> _derived = [];
    private readonly List<GatewayApiObject> _left = [];

    public ClusterResources Derive()
    {
        var gateways = new GatewayOwners(_cluster);
        foreach (ApiObject gateway in _cluster.Of("Gateway"))
        {
            Take(gateway, gateways.Of(gateway));
        }

        var routes = new RouteDerivation(_cluster, _listeners);
        foreach (ApiObject route in _cluster.Of("HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute"))
        {
            if (routes.Add(route) is { Length: > 0 } why)
            {
                _left.Add(route.Source with { Why = why });
            }
        }

        _derived.AddRange(routes.Derived());
        _left.AddRange(_cluster.Of("UDPRoute", "XListenerSet", "BackendTLSPolicy", "XBackendTrafficPolicy").Select(
            value => value.Source with { Why = "kinds of its kind are not followed" }));
        return resources with
        {
            Objects = [.. resources.Objects, .. _derived],
            GatewayApi = [.. _left, .. Beside()],
        };
    }

    // A gateway that is not followed keeps what it needs to be understood another time.
    private IEnumerable<GatewayApiObject> Beside() =>
        _left.Count == 0 ? [] : _cluster.Of("GatewayClass", "ReferenceGrant", "ListenerSet").Select(value => value.Source);

    private void Take(ApiObject gateway, GatewayOwner owner)
    {
        string key = $"{gateway.Namespace}/{gateway.Name}";
        if (owner.IsForeign)
        {
            _listeners[key] = [];
            return;
        }

        if (owner.Why.Length > 0)
        {
            _left.Add(gateway.Source with { Why = owner.Why, HasNoEffect = owner.HasNoEffect });
        }

        if (owner.HasNoEffect)
        {
            _listeners[key] = [];
        }

        if (owner.Service is not { } service)
        {
            return;
        }

        Listener[] listeners = [.. new Listeners(_cluster).Of(gateway)];
        _listeners[key] = [.. listeners.Where(listener => listener.Owner == gateway)];
        foreach (IGrouping<ApiObject, Listener> set in listeners.Where(listener => listener.Owner != gateway).GroupBy(
            listener => listener.Owner))
        {
            _listeners[$"{set.Key.Kind} {set.Key.Namespace}/{set.Key.Name}"] = [.. set];
        }

        _derived.AddRange(listeners.Where(listener => listener.Server is not null).Select(
            listener => GatewayOf(listener, service)));
    }

    private Resources.Gateway GatewayOf(Listener listener, ServiceInfo service) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = listener.GatewayName,
            Namespace = listener.Owner.Namespace,
            CreationTimestamp = listener.Owner.Created,
            Annotations = DerivedNames.OfGateway(
                _cluster.HostOf(service.Namespace, service.Name),
                $"{listener.Owner.Kind}/{listener.Owner.Name}/{listener.Name}.{listener.Owner.Namespace}"),
        },
        Selector = service.Selector,
        Servers = [listener.Server!],
    };
}
