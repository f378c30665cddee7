namespace Mesh.Validation;

/// <summary>A gateway, where it is, and in which clusters it stands.</summary>
internal sealed class GatewayEntry(WorkspaceEntry workspace, WorkspaceGateway gateway)
{
    public WorkspaceEntry Workspace { get; } = workspace;

    public WorkspaceGateway Gateway { get; } = gateway;

    public string Path { get; } = $"{workspace.Path}/gateways/{gateway.Name}";

    /// <summary>The numbers of the clusters whose namespace the workspace owns or shares.</summary>
    public HashSet<int> Clusters => Workspace.Using(Gateway.Namespace);

    public string At(string field) => $"{Path}/{field}";
}
