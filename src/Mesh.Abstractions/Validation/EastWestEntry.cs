namespace Mesh.Validation;

/// <summary>An east-west gateway and where it is.</summary>
internal sealed class EastWestEntry(WorkspaceEntry workspace, EastWestGateway gateway)
{
    public WorkspaceEntry Workspace { get; } = workspace;

    public EastWestGateway Gateway { get; } = gateway;

    public string Path { get; } = $"{workspace.Path}/eastWestGateways/{gateway.Name}";

    public string At(string field) => $"{Path}/{field}";
}
