namespace Mesh.Inventories;

/// <summary>
/// An AuthorizationPolicy that was found in a cluster: on which pods it decides who may call, so that what is generated neither undoes it
/// nor is closed by it unseen.
/// </summary>
public sealed record AuthorizationPolicyInfo
{
    /// <summary>The policy's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its namespace; one in Istio's root namespace holds everywhere.</summary>
    public required string Namespace { get; init; }

    /// <summary>Its labels; they tell who manages it.</summary>
    public ValueMap<string> Labels { get; init; }

    /// <summary>The labels of the pods that it is for; empty for all pods of the namespace.</summary>
    public ValueMap<string> Selector { get; init; }

    /// <summary>Whether it is for what it names (<c>targetRefs</c>: waypoints and gateways of the Gateway API) and not for pods.</summary>
    public bool IsForTargets { get; init; }

    /// <summary>What it does: <c>ALLOW</c> (the default), <c>DENY</c>, <c>AUDIT</c> or <c>CUSTOM</c>.</summary>
    public string Action { get; init; } = "ALLOW";

    /// <summary>Its rules: it concerns a call that one of them fits. An ALLOW policy without rules permits nobody.</summary>
    public ValueList<AuthorizationRuleInfo> Rules { get; init; }
}
