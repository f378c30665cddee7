using Mesh.Istio.Resources;

namespace Mesh.Istio.Apply.Objects;

/// <summary>A kind as the API server addresses it.</summary>
/// <param name="Group">The API group; empty for Kubernetes' own kinds.</param>
/// <param name="Kind">The kind, for example <c>DestinationRule</c>.</param>
/// <param name="Plural">The name in paths, for example <c>destinationrules</c>.</param>
/// <param name="IsNamespaced">Whether objects live in namespaces.</param>
internal sealed record ResourceKind(string Group, string Kind, string Plural, bool IsNamespaced)
{
    public const string Version = "v1";

    /// <summary>The place in apply order, from 0.</summary>
    public int Rank { get; } = ApplyOrder.Rank(Kind);

    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>The kind as an apply set's parent names it: <c>DestinationRule.networking.istio.io</c>.</summary>
    public string GroupKind => Group.Length == 0 ? Kind : $"{Kind}.{Group}";

    /// <summary>Kinds are keys of many dictionaries, and few.</summary>
    public override int GetHashCode() => Rank;

    public override string ToString() => GroupKind;
}
