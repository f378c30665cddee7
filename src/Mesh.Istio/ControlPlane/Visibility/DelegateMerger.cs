using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.Visibility;

/// <summary>
/// Puts the routes of delegates in the place of the routes that name them (istio <c>pilot/pkg/model/virtualservice.go</c>
/// mergeVirtualServicesIfNeeded).
/// </summary>
internal sealed class DelegateMerger
{
    private readonly Dictionary<(string Namespace, string Name), BoundVirtualService> _delegates = [];
    private readonly MeshConfig _settings;

    /// <param name="services">All VirtualServices; those without hosts are delegates.</param>
    /// <param name="settings">The mesh's settings.</param>
    public DelegateMerger(IEnumerable<VirtualService> services, MeshConfig settings)
    {
        _settings = settings;
        foreach (VirtualService service in services.Where(service => service.Hosts.IsEmpty))
        {
            _delegates.TryAdd((service.Metadata.Namespace ?? "", service.Metadata.Name), new BoundVirtualService(service, settings));
        }
    }

    /// <summary>
    /// The VirtualService with the routes of its delegates. A route whose delegate is absent, hidden from its namespace, or has hosts is
    /// left out.
    /// </summary>
    public VirtualService Merge(VirtualService root) => root.Http.All(route => route.Delegate is null)
        ? root
        : root with
        {
            Http = root.Http.SelectMany(route => route.Delegate is { } named ? Routes(root, route, named) : [route]).ToValueList(),
        };

    private IEnumerable<HttpRoute> Routes(VirtualService root, HttpRoute route, Resources.Delegate named)
    {
        string home = root.Metadata.Namespace ?? "";
        string owner = named.Namespace is { Length: > 0 } other ? other : home;
        if (!_delegates.TryGetValue((owner, named.Name ?? ""), out BoundVirtualService? found)
            || !Exports.IsVisible(found.ExportTo, found.Namespace, home))
        {
            return [];
        }

        var binding = new BoundVirtualService(root, _settings);
        HttpRoute own = route with { Match = Resolved(binding, route.Match) };
        // A delegate that delegates is refused by the webhook; there is one level only.
        return found.Spec.Http.Where(part => part.Delegate is null).Select(part => Merged(own, Resolved(found, part))).OfType<HttpRoute>();
    }

    // What the delegate says counts, each field as a whole; what it does not say is the root's.
    private static HttpRoute? Merged(HttpRoute root, HttpRoute part) =>
        !MatchMerger.TryMerge(root.Match, part.Match, out ValueList<HttpMatchRequest> match)
            ? null
            : part with
            {
                Name = MatchMerger.Joined(root.Name, part.Name),
                Match = match,
                Rewrite = part.Rewrite ?? root.Rewrite,
                DirectResponse = part.DirectResponse ?? root.DirectResponse,
                Timeout = part.Timeout ?? root.Timeout,
                Retries = part.Retries ?? root.Retries,
                Fault = part.Fault ?? root.Fault,
                Mirror = part.Mirror ?? root.Mirror,
                MirrorPercent = part.MirrorPercent ?? root.MirrorPercent,
                MirrorPercentage = part.MirrorPercentage ?? root.MirrorPercentage,
                Mirrors = part.Mirrors.IsEmpty ? root.Mirrors : part.Mirrors,
                CorsPolicy = part.CorsPolicy ?? root.CorsPolicy,
                Headers = part.Headers ?? root.Headers,
            };

    // Short names mean something in the delegate's namespace, not in the root's.
    private static HttpRoute Resolved(BoundVirtualService owner, HttpRoute route) => route with
    {
        Match = Resolved(owner, route.Match),
        Route = route.Route.Select(target => target with { Destination = Resolved(owner, target.Destination) }).ToValueList(),
        Mirror = route.Mirror is { } mirror ? Resolved(owner, mirror) : null,
        Mirrors = route.Mirrors.Select(policy => policy with { Destination = Resolved(owner, policy.Destination) }).ToValueList(),
    };

    private static Destination Resolved(BoundVirtualService owner, Destination destination) =>
        destination with { Host = owner.Expand(destination.Host) };

    private static ValueList<HttpMatchRequest> Resolved(BoundVirtualService owner, ValueList<HttpMatchRequest> matches) =>
        matches.Select(match => match with { Gateways = match.Gateways.Select(owner.GatewayName).ToValueList() }).ToValueList();
}
