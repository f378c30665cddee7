using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>A kind as the API server addresses it and as manifests name it: one row of <see cref="KindTable"/>.</summary>
internal sealed class ResourceKind
{
    /// <summary>The version that is written and asked for; every kind has it.</summary>
    public const string Version = "v1";

    /// <summary>The API group; empty for Kubernetes' own kinds.</summary>
    public required string Group { get; init; }

    /// <summary>The kind, for example <c>DestinationRule</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The name in paths, for example <c>destinationrules</c>.</summary>
    public required string Plural { get; init; }

    /// <summary>The versions that can be read; they do not differ in their fields.</summary>
    public required ValueList<string> Versions { get; init; }

    /// <summary>The place in apply order, from 0, which is that of the row.</summary>
    public required int Rank { get; init; }

    /// <summary>Whether objects live in namespaces.</summary>
    public required bool IsNamespaced { get; init; }

    /// <summary>Whether objects can be members of an apply set, which are pruned; shared ones cannot.</summary>
    public bool IsMember { get; init; } = true;

    /// <summary>Whether the fields of an object are beside <c>metadata</c> and not in a <c>spec</c> that Mesh knows.</summary>
    public bool IsWhole => Group is ApiGroups.Rbac or ApiGroups.Admission;

    /// <summary>Reads an object's <c>spec</c>, or the object itself where <see cref="IsWhole"/>.</summary>
    public required Func<ObjectMeta, FieldReader, IstioObject> Read { get; init; }

    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>The kind as an apply set's parent names it: <c>DestinationRule.networking.istio.io</c>.</summary>
    public string GroupKind => Group.Length == 0 ? Kind : $"{Kind}.{Group}";

    public override string ToString() => GroupKind;
}
