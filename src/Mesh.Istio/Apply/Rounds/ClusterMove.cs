using Mesh.Istio.Apply.Objects;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Apply.Rounds;

/// <summary>How one cluster gets from what it has to what it is to have without a connection that anybody refuses.</summary>
internal sealed class ClusterMove
{
    private readonly ClusterResources _desired;
    private readonly Dictionary<ObjectKey, IstioObject> _first = [];
    private readonly Dictionary<ObjectKey, IstioObject> _second = [];
    private readonly HashSet<ObjectKey> _early = [];

    /// <param name="desired">What the cluster is to have.</param>
    /// <param name="live">What it has of Mesh's, as far as it differs.</param>
    public ClusterMove(ClusterResources desired, ValueList<IstioObject> live)
    {
        _desired = desired;
        if (live.IsEmpty)
        {
            return;
        }

        ILookup<(Type, string), IstioObject> byHost = desired.Objects
            .SelectMany(HostsOf, (value, host) => (value, key: KeyOf(value, host)))
            .ToLookup(pair => pair.key, pair => pair.value);
        foreach (IstioObject now in live.Where(value => value is ServiceEntry or DestinationRule))
        {
            foreach (IstioObject then in HostsOf(now).SelectMany(host => byHost[KeyOf(now, host)]).Distinct())
            {
                AddIdentities(now, then);
            }
        }

        foreach (Gateway now in live.OfType<Gateway>())
        {
            if (desired.Objects.OfType<Gateway>().FirstOrDefault(then => ObjectKey.Of(then) == ObjectKey.Of(now)) is { } then)
            {
                AddRoutes(now, then, live);
            }
        }
    }

    /// <summary>Whether anything changes on which others rest.</summary>
    public bool NeedsRounds { get; private set; }

    /// <summary>What there is now, accepting also what will be.</summary>
    public ClusterResources First => _desired with { Objects = _first.Values.ToValueList() };

    /// <summary>What will be, accepting also what was, with routes for listeners as they were and as they will be.</summary>
    public ClusterResources Second => _desired with
    {
        Objects = _second.Count == 0 ? _desired.Objects
            : _desired.Objects.Select(value => _second.GetValueOrDefault(ObjectKey.Of(value)) ?? value).ToValueList(),
    };

    /// <summary>Everything as it is to be.</summary>
    public ClusterResources Last => _desired;

    public IEnumerable<ObjectKey> BeforeGateways => _early;

    private void AddIdentities(IstioObject now, IstioObject then)
    {
        if (!AcceptedIdentities.Differ(now, then))
        {
            return;
        }

        NeedsRounds = true;
        (ObjectKey nowKey, ObjectKey thenKey) = (ObjectKey.Of(now), ObjectKey.Of(then));
        IstioObject before = _first.GetValueOrDefault(nowKey) ?? now;
        IstioObject widened = AcceptedIdentities.Widened(before, then);
        if (widened != now)
        {
            _first[nowKey] = widened;
        }

        _second[thenKey] = AcceptedIdentities.Widened(_second.GetValueOrDefault(thenKey) ?? then, now);
    }

    private void AddRoutes(Gateway now, Gateway then, ValueList<IstioObject> live)
    {
        IReadOnlySet<string> hosts = ListenerChange.HostsOf(now, then);
        if (hosts.Count == 0)
        {
            return;
        }

        string gateway = $"{now.Metadata.Namespace}/{now.Metadata.Name}";
        foreach (VirtualService routes in _desired.Objects.OfType<VirtualService>().Where(
            routes => routes.Gateways.Contains(gateway) && routes.Hosts.Any(hosts.Contains)))
        {
            if (live.OfType<VirtualService>().FirstOrDefault(
                old => old.Gateways.Contains(gateway) && old.Hosts.Any(routes.Hosts.Contains)) is { } old)
            {
                NeedsRounds = true;
                ObjectKey key = ObjectKey.Of(routes);
                _second[key] = ListenerChange.WithBoth(routes, old);
                _early.Add(key);
            }
        }
    }

    private static IEnumerable<string> HostsOf(IstioObject value) => value switch
    {
        ServiceEntry entry => entry.Hosts,
        // Rules of different namespaces are for different callers; those of gateways' pods for these alone.
        DestinationRule { WorkloadSelector: null } rule => [$"{rule.Metadata.Namespace}/{rule.Host}"],
        _ => [],
    };

    private static (Type, string) KeyOf(IstioObject value, string host) => (value.GetType(), host);
}
