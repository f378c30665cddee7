using System.Globalization;
using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.GatewayApi;

/// <summary>Turns a TCPRoute or TLSRoute into VirtualServices, one for each place where it is attached.</summary>
internal sealed class StreamRules(ApiCluster cluster, ApiObject route)
{
    private bool IsTls => route.Kind == "TLSRoute";

    public IEnumerable<VirtualService> Of(IReadOnlyList<Listener> listeners, IReadOnlyList<MeshHost> hosts)
    {
        ValueList<string> names = route.Spec["hostnames"].Items.Select(host => host.Text ?? "").ToValueList();
        (string Host, string Gateway, uint? Port, bool IsForMesh, bool IsConsumer)[] places =
        [
            .. listeners.SelectMany(
                _ => IsTls && !names.IsEmpty ? names.AsEnumerable() : ["*"],
                (listener, host) => (host, listener.FullName, (uint?)null, false, false)),
            .. hosts.Select(host => (host.Host, "mesh", host.Port, true, host.IsConsumer)),
        ];
        for (int i = 0; i < places.Length; i++)
        {
            if (DestinationsOf(places[i].IsForMesh) is { } destinations)
            {
                yield return At(i, places[i], names, destinations);
            }
        }
    }

    private VirtualService At(
        int index, (string Host, string Gateway, uint? Port, bool IsForMesh, bool IsConsumer) place, ValueList<string> names,
        List<ValueList<RouteDestination>> rules)
    {
        string kind = IsTls ? "tls" : "tcp";
        return new VirtualService
        {
            Metadata = new ObjectMeta
            {
                Name = string.Create(CultureInfo.InvariantCulture, $"{route.Name}~{kind}~{index}~{DerivedNames.Mark}"),
                Namespace = route.Namespace,
                CreationTimestamp = route.Created,
                Annotations = DerivedNames.OfRoutes(route.Id),
            },
            Hosts = [place.Host],
            Gateways = [place.Gateway],
            ExportTo = place.IsConsumer ? ["."] : default,
            Tls = !IsTls ? default : rules.Select(rule => new TlsRoute
            {
                Match = [new TlsMatchAttributes { SniHosts = names.IsEmpty ? ["*"] : names, Port = place.Port }],
                Route = rule,
            }).ToValueList(),
            Tcp = IsTls ? default : rules.Select(rule => new TcpRoute
            {
                Match = place.Port is { } port ? [new L4MatchAttributes { Port = port }] : default,
                Route = rule,
            }).ToValueList(),
        };
    }

    // Null where istiod drops the route.
    private List<ValueList<RouteDestination>>? DestinationsOf(bool isForMesh)
    {
        var rules = new List<ValueList<RouteDestination>>();
        foreach (Field rule in route.Spec["rules"].Items)
        {
            if (new Backends(cluster, route, isForMesh).Of(rule) is not { } backends)
            {
                return null;
            }

            rules.Add(backends.Count == 0 ? [new RouteDestination { Destination = Backends.Nowhere }] : backends
                .Select(backend => new RouteDestination
                {
                    Destination = backend.Destination,
                    Weight = backends.Count > 1 ? backend.Weight : null,
                })
                .ToValueList());
        }

        return rules;
    }
}
