namespace Mesh;

/// <summary>A gateway, where it is, its servers, and the settings that hold there.</summary>
internal sealed class GatewayEntry
{
    public GatewayEntry(WorkspaceEntry workspace, WorkspaceGateway gateway, EffectiveSettings settings)
        : this(workspace, gateway, settings, $"gateways/{gateway.Name}")
    {
    }

    private GatewayEntry(WorkspaceEntry workspace, WorkspaceGateway gateway, EffectiveSettings settings, string path)
    {
        Workspace = workspace;
        Gateway = gateway;
        Settings = settings;
        Path = $"{workspace.Path}/{path}";
        FullPath = $"{workspace.FullPath}/{path}";
        Servers = gateway.Servers.Select(server => new ServerEntry(this, server, settings)).ToValueList();
    }

    public WorkspaceEntry Workspace { get; }

    public WorkspaceGateway Gateway { get; }

    public EffectiveSettings Settings { get; }

    /// <summary>The gateway's servers, in the model's order.</summary>
    public ValueList<ServerEntry> Servers { get; }

    /// <summary>The short path, as findings show it.</summary>
    public string Path { get; }

    /// <summary>The full path, which the name's hash is made from.</summary>
    public string FullPath { get; }

    public string At(string field) => $"{Path}/{field}";

    /// <summary>An east-west gateway as one without servers, for what looks at gateways of any kind.</summary>
    public static GatewayEntry Of(EastWestEntry entry) => new(
        entry.Workspace,
        new WorkspaceGateway
        {
            Name = entry.Gateway.Name,
            Namespace = entry.Gateway.Namespace,
            Workload = entry.Workload,
            Labels = entry.Gateway.Labels,
            Annotations = entry.Gateway.Annotations,
        },
        entry.Settings,
        $"eastWestGateways/{entry.Gateway.Name}");
}
