using Mesh.Istio.ControlPlane.GatewayApi;
using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.Visibility;

/// <summary>A VirtualService with its short names expanded.</summary>
internal sealed class BoundVirtualService
{
    /// <summary>The gateway name that stands for all sidecars.</summary>
    public const string MeshGateway = "mesh";

    public BoundVirtualService(VirtualService spec, MeshConfig settings)
    {
        Spec = spec;
        Namespace = spec.Metadata.Namespace ?? "";
        Name = spec.Metadata.Name;
        HasRouteSemantics = DerivedNames.HasRouteSemantics(spec);
        Domain = settings.CompletingDomain;
        ExportTo = Exports.Effective(spec.ExportTo, settings.DefaultVirtualServiceExportTo);
        Hosts = spec.Hosts.Select(Expand).ToValueList();
        Gateways = spec.Gateways.IsEmpty ? [MeshGateway] : spec.Gateways.Select(GatewayName).ToValueList();
    }

    public VirtualService Spec { get; }

    public string Namespace { get; }

    public string Name { get; }

    public ValueList<string> Hosts { get; }

    /// <summary>The gateways as <c>namespace/name</c>, or <see cref="MeshGateway"/>.</summary>
    public ValueList<string> Gateways { get; }

    public ValueList<string> ExportTo { get; }

    /// <summary>Whether the routes follow the rules of the Gateway API.</summary>
    public bool HasRouteSemantics { get; }

    /// <summary>Whether a route depends on the labels of the workload that sends the request.</summary>
    public bool AsksForLabels => Spec.Http.Any(route => route.Match.Any(match => !match.SourceLabels.IsEmpty));

    private string Domain { get; }

    public string Expand(string host) => HostName.Expand(host, Namespace, Domain);

    /// <summary>A gateway's name as <c>namespace/name</c>; <c>name.namespace.svc…</c> is the old form.</summary>
    public string GatewayName(string name)
    {
        if (name == MeshGateway)
        {
            return name;
        }

        int slash = name.IndexOf('/', StringComparison.Ordinal);
        if (slash >= 0)
        {
            return name.AsSpan(0, slash) is Exports.OwnNamespace ? $"{Namespace}{name[slash..]}" : name;
        }

        string[] parts = name.Split('.');
        return parts.Length == 1 ? $"{Namespace}/{name}" : $"{parts[1]}/{parts[0]}";
    }

    /// <summary>The hosts that the routes lead to, with the ports named; no port means all.</summary>
    public IEnumerable<(string Host, int? Port)> Destinations(string client)
    {
        IEnumerable<Resources.HttpRoute> routes = Spec.Http.Where(route =>
            route.Match.IsEmpty
                || route.Match.Any(match => string.IsNullOrEmpty(match.SourceNamespace) || match.SourceNamespace == client));
        return routes.SelectMany(DestinationsOf)
            .Concat(Spec.Tcp.SelectMany(route => route.Route).Select(destination => destination.Destination))
            .Concat(Spec.Tls.SelectMany(route => route.Route).Select(destination => destination.Destination))
            .Select(destination => (Expand(destination.Host), (int?)destination.Port?.Number));
    }

    /// <summary>The hosts that any of the routes leads to, whoever calls.</summary>
    public IEnumerable<string> AllDestinations() => Spec.Http.SelectMany(DestinationsOf)
        .Concat(Spec.Tcp.SelectMany(route => route.Route).Select(destination => destination.Destination))
        .Concat(Spec.Tls.SelectMany(route => route.Route).Select(destination => destination.Destination))
        .Select(destination => Expand(destination.Host));

    private static IEnumerable<Resources.Destination> DestinationsOf(Resources.HttpRoute route) =>
        route.Route.Select(destination => destination.Destination)
            .Concat(route.Mirrors.Select(policy => policy.Destination).Append(route.Mirror).OfType<Resources.Destination>());
}
