using Mesh.Istio.Resources;

namespace Mesh.Istio.Apply.Objects;

/// <summary>An object that a cluster is to have.</summary>
internal sealed class DesiredObject
{
    private readonly IstioObject _source;
    private byte[]? _json;

    private DesiredObject(IstioObject source, string? setId)
    {
        ResourceKind kind = KindTable.Of(source);
        _source = setId is null || !kind.IsMember
            ? source
            : source with { Metadata = source.Metadata with { Labels = source.Metadata.Labels.With(ApplySetNames.PartOf, setId) } };
        Key = ObjectKey.Of(source);
    }

    public ObjectKey Key { get; }

    /// <summary>The object as it is applied.</summary>
    public IstioObject Value => _source;

    /// <summary>Why it cannot be applied as it is; empty when it can.</summary>
    public string Problem { get; init; } = "";

    /// <summary>The fields in which the body is what the cluster has, and not what the model says.</summary>
    public ValueList<AdoptedField> Adopted { get; private init; }

    /// <summary>
    /// The fields of which a value is or was adopted: what is around them is ours, whoever else owns it by having written that value.
    /// </summary>
    public ValueList<string> TakesBack { get; private init; }

    /// <summary>Another object of the same name came before it.</summary>
    public bool IsSecond { get; init; }

    /// <summary>The body of the apply; JSON is YAML. Made when it is first needed: most objects are compared once and never sent.</summary>
    public ReadOnlyMemory<byte> Json => _json ??= _source.ToUtf8Json();

    /// <summary>The same object with another body.</summary>
    /// <param name="json">The body; null: the same.</param>
    /// <param name="adopted">The fields in which it is what the cluster has.</param>
    /// <param name="takesBack">The fields that somebody else may own beside us.</param>
    public DesiredObject With(byte[]? json, ValueList<AdoptedField> adopted, ValueList<string> takesBack) =>
        new(_source, setId: null) { _json = json ?? _json, Adopted = adopted, TakesBack = takesBack };

    /// <summary>
    /// The objects of a cluster in apply order. One without a namespace or one that is there twice is there with its problem.
    /// </summary>
    public static ValueList<DesiredObject> Of(ClusterResources resources, ApplySetParent? set)
    {
        string? setId = set?.Id;
        var seen = new HashSet<ObjectKey>();
        return resources.Objects
            .Select(source =>
            {
                DesiredObject desired = new DesiredObject(source, setId);
                return desired.Key is { Kind.IsNamespaced: true, Namespace: null }
                    ? new DesiredObject(source, setId) { Problem = "It has no namespace.", IsSecond = !seen.Add(desired.Key) }
                    : seen.Add(desired.Key) ? desired
                    : new DesiredObject(
                        source, setId)
                    {
                        Problem = "Another object of the cluster has its kind, namespace and name; the first one counts.",
                        IsSecond = true,
                    };
            })
            .ToValueList();
    }
}
