using Mesh.Inventories;

namespace Mesh.Dumps;

/// <summary>What a ConfigMap of Istio holds.</summary>
internal sealed record MeshConfigFacts(MeshConfigInfo? Config, ValueList<MeshNetworkInfo> Networks);
