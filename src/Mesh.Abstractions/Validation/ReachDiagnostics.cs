using Mesh.Diagnostics;

namespace Mesh.Validation;

/// <summary>
/// Every finding about how hosts and exposed services are reached: virtual addresses, and what east-west gateways are told. The page
/// <c>docs/diagnostics/model.md</c> explains each.
/// </summary>
public static class ReachDiagnostics
{
    /// <summary>The virtual address of a TCP host is no IP address, or one that cannot be a host's.</summary>
    public static DiagnosticDescriptor InvalidAddress { get; } =
        new("MM170", DiagnosticSeverity.Error, "A virtual address is not one that a host can have.");

    /// <summary>Two TCP hosts have the same virtual address and port.</summary>
    public static DiagnosticDescriptor AddressUsedTwice { get; } =
        new("MM171", DiagnosticSeverity.Error, "Two TCP hosts have the same virtual address and port.");

    /// <summary>All of them, by code.</summary>
    public static ValueList<DiagnosticDescriptor> All { get; } = [InvalidAddress, AddressUsedTwice];
}
