using System.Text;
using System.Text.Json;
using Mesh.Istio.Apply.Api;
using Mesh.Istio.Apply.ApplySets;
using Mesh.Istio.Apply.Objects;
using Mesh.Istio.Manifests;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Apply.Planning;

/// <summary>What exists in a cluster, as far as it matters to the desired objects and the set.</summary>
internal sealed record LiveState
{
    /// <summary>The desired objects that exist, and all members of the set.</summary>
    public required IReadOnlyDictionary<ObjectKey, LiveObject> Live { get; init; }

    /// <summary>
    /// The hosts for which somebody else has a VirtualService that callers everywhere in the mesh use, with its name. Of several for a host
    /// istiod takes the oldest.
    /// </summary>
    public IReadOnlyDictionary<string, string> RoutedByOthers { get; init; } = new Dictionary<string, string>();

    /// <summary>What could not be listed, and why; the namespace is <see langword="null"/> where it is the whole kind.</summary>
    public required IReadOnlyDictionary<(ResourceKind Kind, string? Namespace), ApiResponse> Gaps { get; init; }

    /// <summary>The set's parent; <see langword="null"/> without a set, and when it could not be read.</summary>
    public ParentState? Parent { get; init; }

    /// <summary>Why the parent could not be read; <see langword="null"/> when it could.</summary>
    public ApiResponse? ParentFailure { get; init; }

    /// <summary>How many desired objects were not looked at, because they did not change; null where everything was.</summary>
    public int? Others { get; init; }

    /// <summary>What exists of Mesh's and differs, as far as rounds depend on it.</summary>
    public ValueList<IstioObject> Moving() => Live.Values
        .Where(live => live.IsApplied && live.Content.ValueKind == JsonValueKind.Object)
        .OrderBy(live => live.Key)
        .SelectMany(live => ManifestReader.Read(Encoding.UTF8.GetBytes(live.Content.GetRawText())).Objects)
        .Where(value => value is ServiceEntry or DestinationRule or Gateway or VirtualService)
        .ToValueList();

    /// <summary>Why it is not known whether an object exists; <see langword="null"/> when it is known.</summary>
    public ApiResponse? GapOf(ObjectKey key) =>
        Gaps.GetValueOrDefault((key.Kind, null)) ?? Gaps.GetValueOrDefault((key.Kind, key.Namespace));
}
