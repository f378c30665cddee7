namespace Mesh.Istio.Generation;

/// <summary>A host of the model and the clusters in which a gateway serves it.</summary>
/// <param name="Entry">The server that declares it; the first by path where several gateways do.</param>
/// <param name="ModelPaths">The full paths of all servers that declare it, in ordinal order.</param>
/// <param name="Sites">Where it is served, by cluster name in ordinal order.</param>
/// <param name="Protocol">What its requests speak.</param>
/// <param name="Identities">Who answers for it, in ordinal order: its gateways, or pods to which they pass connections through.</param>
/// <param name="Address">The virtual address of a TCP host; null without one.</param>
/// <param name="VisibleTo">
/// Of each server that limits who sees the host, the paths of workspaces and tenants that do; empty where everybody does.
/// </param>
internal sealed record DeclaredHost(
    ServerEntry Entry, ValueList<string> ModelPaths, IReadOnlyDictionary<string, GatewayInCluster> Sites, HttpProtocol Protocol,
    ValueList<string> Identities, string? Address, ValueList<ValueList<string>> VisibleTo)
{
    public string Hostname => Entry.Server.Hostname;
}
