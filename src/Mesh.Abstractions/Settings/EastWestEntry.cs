namespace Mesh;

/// <summary>An east-west gateway, where it is, and the settings that hold for the services that it exposes.</summary>
internal sealed class EastWestEntry
{
    public EastWestEntry(WorkspaceEntry workspace, EastWestGateway gateway, EffectiveSettings settings)
    {
        Workspace = workspace;
        Gateway = gateway;
        Settings = settings;
        Workload = gateway.Workload.IsEmpty
            ? workspace.Workspace.Gateways.FirstOrDefault(candidate => candidate.Namespace == gateway.Namespace)?.Workload ?? default
            : gateway.Workload;
        AsGateway = GatewayEntry.Of(this);
    }

    public WorkspaceEntry Workspace { get; }

    public EastWestGateway Gateway { get; }

    public EffectiveSettings Settings { get; }

    /// <summary>The labels of the gateway's pods: its own, else those of the workspace's first gateway in the namespace.</summary>
    public ValueMap<string> Workload { get; }

    /// <summary>The gateway without servers, for what looks at gateways of any kind.</summary>
    public GatewayEntry AsGateway { get; }

    /// <summary>The short path, as findings show it.</summary>
    public string Path => AsGateway.Path;

    public string FullPath => AsGateway.FullPath;

    public string At(string field) => $"{Path}/{field}";
}
