using Mesh.Istio.Manifests;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Apply.Objects;

/// <summary>An object that a cluster is to have.</summary>
internal sealed class WantedObject
{
    private readonly IstioObject _source;
    private byte[]? _json;

    private WantedObject(IstioObject source, string? setId)
    {
        ResourceKind kind = ResourceKinds.Of(source);
        _source = setId is null || !kind.IsNamespaced
            ? source
            : source with { Metadata = source.Metadata with { Labels = source.Metadata.Labels.With(ApplySetNames.PartOf, setId) } };
        Key = new ObjectKey(kind, kind.IsNamespaced ? source.Metadata.Namespace : null, source.Metadata.Name);
    }

    public ObjectKey Key { get; }

    /// <summary>Why it cannot be applied as it is; empty when it can.</summary>
    public string Problem { get; init; } = "";

    /// <summary>Another object of the same name came before it.</summary>
    public bool IsSecond { get; init; }

    /// <summary>The body of the apply; JSON is YAML. Made when it is first needed: most objects are compared once and never sent.</summary>
    public ReadOnlyMemory<byte> Json => _json ??= ManifestWriter.ToUtf8Json(_source);

    /// <summary>The objects of a cluster in apply order. One without a namespace or one that stands twice is there with its problem.</summary>
    public static ValueList<WantedObject> Of(ClusterResources resources, ApplySetParent? set)
    {
        string? setId = set?.Id;
        var seen = new HashSet<ObjectKey>();
        return resources.Objects
            .Select(source =>
            {
                var wanted = new WantedObject(source, setId);
                return wanted.Key is { Kind.IsNamespaced: true, Namespace: null } ? new WantedObject(source, setId) { Problem = "It has no namespace.", IsSecond = !seen.Add(wanted.Key) }
                    : seen.Add(wanted.Key) ? wanted
                    : new WantedObject(source, setId) { Problem = "It stands twice in the cluster; the first one counts.", IsSecond = true };
            })
            .ToValueList();
    }
}
