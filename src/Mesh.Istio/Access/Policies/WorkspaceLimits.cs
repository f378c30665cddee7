namespace Mesh.Istio.Access.Policies;

/// <summary>What the objects of a workspace may name. The same values go into policies and into what is said without a cluster.</summary>
internal sealed record WorkspaceLimits
{
    /// <summary>The workspace, for messages: its path in the model.</summary>
    public string Workspace { get; init; } = "";

    /// <summary>The namespaces of the workspace.</summary>
    public required ValueList<string> Namespaces { get; init; }

    /// <summary>The hosts that it may serve: names, and <c>*.</c> with what must follow.</summary>
    public ValueList<string> Hosts { get; init; }

    /// <summary>The namespaces whose services it may call, its own among them.</summary>
    public ValueList<string> Destinations { get; init; }

    /// <summary>The labels of the gateways that it may select.</summary>
    public ValueList<ValueMap<string>> Selectors { get; init; }

    /// <summary>Gateways of others that its routes may be bound to, as <c>namespace/name</c>.</summary>
    public ValueList<string> Gateways { get; init; }
}
