using System.Text;
using Mesh.Istio.Resources;
using Mesh.Istio.Serialization;

namespace Mesh.Istio.Apply;

/// <summary>An object that a cluster is to have.</summary>
internal sealed class WantedObject
{
    private readonly IstioObject _source;
    private byte[]? _json;

    public WantedObject(IstioObject source, ApplySetParent? set)
    {
        ResourceKind kind = ResourceKinds.Of(source);
        _source = set is null || !kind.IsNamespaced
            ? source
            : source with { Metadata = source.Metadata with { Labels = source.Metadata.Labels.With(ApplySetNames.PartOf, set.Id) } };
        Key = new ObjectKey(kind, kind.IsNamespaced ? source.Metadata.Namespace : null, source.Metadata.Name);
    }

    public ObjectKey Key { get; }

    /// <summary>Why it cannot be applied as it is; empty when it can.</summary>
    public string Problem { get; init; } = "";

    /// <summary>Another object of the same name came before it.</summary>
    public bool IsSecond { get; init; }

    /// <summary>The body of the apply; JSON is YAML. Made when it is first needed: most objects are compared once and never sent.</summary>
    public ReadOnlyMemory<byte> Json => _json ??= Encoding.UTF8.GetBytes(ManifestWriter.ToJson(_source, indented: false));

    /// <summary>The objects of a cluster in apply order. One without a namespace or one that stands twice is there with its problem.</summary>
    public static ValueList<WantedObject> Of(ClusterResources resources, ApplySetParent? set)
    {
        var seen = new HashSet<ObjectKey>();
        return resources.Objects
            .Select(source =>
            {
                var wanted = new WantedObject(source, set);
                return wanted.Key is { Kind.IsNamespaced: true, Namespace: null } ? new WantedObject(source, set) { Problem = "It has no namespace.", IsSecond = !seen.Add(wanted.Key) }
                    : seen.Add(wanted.Key) ? wanted
                    : new WantedObject(source, set) { Problem = "It stands twice in the cluster; the first one counts.", IsSecond = true };
            })
            .ToValueList();
    }
}
