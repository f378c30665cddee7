using Mesh.Istio.Generation.Reuse;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation;

/// <summary>The objects of one host for every cluster. Clusters that see it alike share them, and equal ones are one.</summary>
internal sealed class HostObjects
{
    private readonly ValueList<IstioObject>[] _byClient;
    private readonly List<IstioObject> _different = [];

    /// <param name="host">The host.</param>
    /// <param name="inputs">What its objects are made of; null where they are made again each time.</param>
    /// <param name="clusters">All clusters.</param>
    /// <param name="emitter">Makes the objects.</param>
    /// <param name="earlier">What was made before, of which equal objects are taken; null for nothing.</param>
    public HostObjects(ServedHost host, HostInputs? inputs, ClusterMap clusters, HostEmitter emitter, HostObjects? earlier)
    {
        Hostname = host.Hostname;
        Inputs = inputs;
        var views = new HostViews(host, clusters);
        var made = new Dictionary<HostView, ValueList<IstioObject>>(ReferenceEqualityComparer.Instance);
        var different = new List<HostView>();
        _byClient = new ValueList<IstioObject>[clusters.All.Count];
        int client = 0;
        foreach (ClusterFacts cluster in clusters.All)
        {
            HostView view = views.From(cluster);
            if (!made.TryGetValue(view, out ValueList<IstioObject> objects))
            {
                // Most regions are equally far away.
                HostView? like = different.Find(view.IsLike);
                objects = like is not null ? made[like] : emitter.Emit(view).Select(value => Once(value, earlier)).ToValueList();
                made.Add(view, objects);
                if (like is null)
                {
                    different.Add(view);
                }
            }

            _byClient[client++] = objects;
        }
    }

    public string Hostname { get; }

    /// <summary>What the objects are made of beside the clients; null where they are made again each time.</summary>
    public HostInputs? Inputs { get; }

    /// <summary>What a cluster gets, by its place in the order of all: rule, entry and, for HTTP, routes; nothing without a way.</summary>
    public ValueList<IstioObject> For(int client) => _byClient[client];

    private IstioObject Once(IstioObject value, HostObjects? earlier)
    {
        if (_different.Find(value.Equals) is { } known)
        {
            return known;
        }

        IstioObject kept = earlier?._different.Find(value.Equals) ?? value;
        _different.Add(kept);
        return kept;
    }
}
