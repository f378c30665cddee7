using Mesh.Istio.Resources;

namespace Mesh.Istio.Comparison;

/// <summary>Compares the objects of one cluster.</summary>
internal sealed class ClusterComparer(ClusterResources generated, ValueList<IstioObject> existing, ValueList<IstioObject>? last)
{
    private readonly Dictionary<Identity, IstioObject> _generated = Index(generated.Objects);
    private readonly Dictionary<Identity, IstioObject> _existing = Index(existing);
    private readonly Dictionary<Identity, IstioObject> _last = Index(last ?? default);

    public IEnumerable<ObjectComparison> Compare()
    {
        ILookup<(string Kind, string Subject), IstioObject> subjects = generated.Objects
            .SelectMany(o => OverlapKeys.Of(o).Select(subject => (o, subject)))
            .ToLookup(entry => (entry.o.Kind, entry.subject), entry => entry.o);
        // An object that is read twice counts once.
        return new ClusterResources(
            generated.Cluster)
        {
            Objects = _generated.Values.Concat(
                    _existing.Where(entry => !_generated.ContainsKey(entry.Key)).Select(entry => entry.Value))
                    .ToValueList(),
        }
            .Objects
            .Select(o => Compare(o, subjects));
    }

    private ObjectComparison Compare(IstioObject value, ILookup<(string, string), IstioObject> subjects)
    {
        Identity identity = Identity.Of(value);
        IstioObject? wanted = _generated.GetValueOrDefault(identity);
        IstioObject? found = _existing.GetValueOrDefault(identity);
        bool ours = found is not null && IsOurs(found);
        var fields = wanted is null || found is null
            ? default
            : FieldComparer.Compare(wanted, found, _last.GetValueOrDefault(identity), last is not null);
        return new ObjectComparison
        {
            Cluster = generated.Cluster,
            Kind = value.Kind,
            Namespace = value.Metadata.Namespace,
            Name = value.Metadata.Name,
            IsOurs = ours,
            Fields = fields,
            State = found is null ? ObjectState.Missing
                : wanted is not null ? (fields.All(entry => entry.IsKept) ? ObjectState.Same : ObjectState.Different)
                : ours ? ObjectState.Surplus
                : ObjectState.Foreign,
            Meets = wanted is not null || ours
                ? default
                : OverlapKeys.Of(value).SelectMany(subject => subjects[(value.Kind, subject)]).Select(o => o.ToString()).Distinct()
                    .ToValueList(),
        };
    }

    private static bool IsOurs(IstioObject value) => MeshLabels.AreOurs(value.Metadata.Labels);

    private static Dictionary<Identity, IstioObject> Index(ValueList<IstioObject> objects)
    {
        var index = new Dictionary<Identity, IstioObject>();
        foreach (IstioObject value in objects)
        {
            index.TryAdd(Identity.Of(value), value);
        }

        return index;
    }

    private readonly record struct Identity(string Kind, string? Namespace, string Name)
    {
        public static Identity Of(IstioObject value) => new(value.Kind, value.Metadata.Namespace, value.Metadata.Name);
    }
}
