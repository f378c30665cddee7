using Mesh.Istio.Generation.Reuse;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation;

/// <summary>The objects of all hosts for every cluster, in apply order.</summary>
internal sealed class AllHosts
{
    // Rule, entry, routes: a host's objects as their emitter gives them, and in apply order among each other.
    private const int Kinds = 3;

    private readonly ServedHost[] _ordered;
    private readonly HostObjects[] _objects;
    private readonly Dictionary<string, HostObjects> _byName;

    private AllHosts(ServedHost[] ordered, HostObjects[] objects, ValueList<ClientInputs> clients)
    {
        _ordered = ordered;
        _objects = objects;
        _byName = objects.ToDictionary(host => host.Hostname, StringComparer.Ordinal);
        Clients = clients;
    }

    /// <summary>All clusters, as far as hosts' objects depend on them.</summary>
    public ValueList<ClientInputs> Clients { get; }

    public IReadOnlyList<HostObjects> Hosts => _objects;

    /// <summary>Makes the objects of all hosts, on all cores; those of hosts with equal inputs are taken from an earlier time.</summary>
    /// <param name="hosts">The hosts.</param>
    /// <param name="clusters">All clusters.</param>
    /// <param name="emitter">Gives an emitter for each thread.</param>
    /// <param name="earlier">What was made before with the same options; null for nothing.</param>
    public static AllHosts Of(IReadOnlyList<ServedHost> hosts, ClusterMap clusters, Func<HostEmitter> emitter, AllHosts? earlier)
    {
        ValueList<ClientInputs> clients = ClientInputs.All(clusters);
        bool sameClients = earlier is not null && earlier.Clients == clients;
        // Within a kind their names decide, and all are in one namespace.
        ServedHost[] ordered = [.. hosts.OrderBy(host => host.Metadata.Name, StringComparer.Ordinal)];
        var made = new HostObjects[ordered.Length];
        Parallel.For(
            0, ordered.Length, emitter,
            (i, _, own) =>
            {
                HostInputs? inputs = HostInputs.Of(ordered[i]);
                HostObjects? before = earlier?.Find(ordered[i].Hostname);
                made[i] = sameClients && inputs is not null && before?.Inputs == inputs ? before!
                    : new HostObjects(ordered[i], inputs, clusters, own, before);
                return own;
            },
            _ => { });
        return new AllHosts(ordered, made, clients);
    }

    public HostObjects? Find(string hostname) => _byName.GetValueOrDefault(hostname);

    /// <summary>The objects of one cluster, each with its host.</summary>
    public IEnumerable<(IstioObject Value, ServedHost Host)> For(int client)
    {
        for (int kind = 0; kind < Kinds; kind++)
        {
            for (int i = 0; i < _objects.Length; i++)
            {
                ValueList<IstioObject> objects = _objects[i].For(client);
                if (kind < objects.Count)
                {
                    yield return (objects[kind], _ordered[i]);
                }
            }
        }
    }
}
