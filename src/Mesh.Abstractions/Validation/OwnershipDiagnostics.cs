using Mesh.Diagnostics;

namespace Mesh.Validation;

/// <summary>
/// Every finding about hosts, pods and Secrets that may be somebody else's. The page <c>docs/diagnostics/model.md</c> explains each.
/// </summary>
public static class OwnershipDiagnostics
{
    /// <summary>A domain is no DNS name or <c>*.</c> and one, or it has the clusters' own names in it.</summary>
    public static DiagnosticDescriptor InvalidDomain { get; } = new("MM150", DiagnosticSeverity.Error, "A domain is not valid.");

    /// <summary>A host lies in none of the domains of its workspace.</summary>
    public static DiagnosticDescriptor HostOutsideDomains { get; } =
        new("MM151", DiagnosticSeverity.Error, "A host lies outside the domains of its workspace.");

    /// <summary>A domain lies in none of those of the level above.</summary>
    public static DiagnosticDescriptor DomainOutsideDomains { get; } =
        new("MM152", DiagnosticSeverity.Error, "A domain lies outside those of the level above.");

    /// <summary>Two workspaces name the same Secret of a namespace that they share.</summary>
    public static DiagnosticDescriptor SecretOfTwo { get; } =
        new("MM153", DiagnosticSeverity.Error, "Two workspaces name the same Secret of a shared namespace.");

    /// <summary>A Secret of a shared namespace does not show whose it is.</summary>
    public static DiagnosticDescriptor UnclearSecret { get; } =
        new("MM154", DiagnosticSeverity.Warning, "Nothing says whose a Secret of a shared namespace is.");

    /// <summary>The labels of a gateway's workload fit pods that are somebody else's. Generation finds it in the inventory.</summary>
    public static DiagnosticDescriptor PodsOfAnother { get; } =
        new("MM155", DiagnosticSeverity.Error, "A gateway's labels fit pods that are not its own.");

    /// <summary>
    /// A gateway is declared on pods that are none, in a namespace whose callers are limited. Generation finds it in the inventory.
    /// </summary>
    public static DiagnosticDescriptor PodsAreNoGateway { get; } =
        new("MM156", DiagnosticSeverity.Error, "The pods of a gateway are no gateway, and opening them would open a guardrail.");

    /// <summary>The address of a gateway is a service of somebody else. Generation finds it in the inventory.</summary>
    public static DiagnosticDescriptor AddressOfAnother { get; } =
        new("MM157", DiagnosticSeverity.Error, "The address of a gateway is a service of somebody else.");

    /// <summary>All of them, by code.</summary>
    public static ValueList<DiagnosticDescriptor> All { get; } =
    [
        InvalidDomain, HostOutsideDomains, DomainOutsideDomains, SecretOfTwo, UnclearSecret, PodsOfAnother, PodsAreNoGateway,
        AddressOfAnother,
    ];
}
