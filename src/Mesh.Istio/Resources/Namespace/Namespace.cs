using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>A Kubernetes namespace with its labels and annotations; nothing else of it is read or written.</summary>
public sealed record Namespace : IstioObject
{
    /// <inheritdoc/>
    public override string Kind => "Namespace";

    /// <inheritdoc/>
    public override string ApiGroup => ApiGroups.Core;

    internal override void WriteSpec(FieldWriter fields)
    {
    }
}
