using Mesh.Diagnostics;

namespace Mesh.Validation;

/// <summary>What can be wrong with what a model says of single services: their settings, hashes and capacities.</summary>
public static class ServiceDiagnostics
{
    /// <summary>Service settings name no service, one of somebody else, or one that has settings already.</summary>
    public static DiagnosticDescriptor InvalidServiceSettings { get; } =
        new("MM140", DiagnosticSeverity.Error, "Service settings do not name a service of the workspace, once.");

    /// <summary>A capacity names no service of the workspace, one that has a capacity already, or says nothing.</summary>
    public static DiagnosticDescriptor InvalidCapacity { get; } =
        new("MM142", DiagnosticSeverity.Error, "A capacity does not describe a service of the workspace, once.");

    /// <summary>A consistent hash lacks the name of what is hashed, or has something that does not belong to it.</summary>
    public static DiagnosticDescriptor InvalidHash { get; } =
        new("MM141", DiagnosticSeverity.Error, "A consistent hash is not valid.");

    /// <summary>All of them, by code.</summary>
    public static ValueList<DiagnosticDescriptor> All { get; } = [InvalidServiceSettings, InvalidHash, InvalidCapacity];
}
