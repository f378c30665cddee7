using Mesh.Diagnostics;

namespace Mesh.Validation;

/// <summary>What can be wrong with roles and bindings. The page <c>docs/diagnostics/access.md</c> explains each.</summary>
public static class RoleDiagnostics
{
    /// <summary>A role has the name of a built-in one.</summary>
    public static DiagnosticDescriptor BuiltInName { get; } = Error("MC001", "A role has the name of a built-in one.");

    /// <summary>A binding gives a role that does not exist.</summary>
    public static DiagnosticDescriptor UnknownRole { get; } = Error("MC002", "A binding gives a role that there is not.");

    /// <summary>A role has no rule, or a binding nobody.</summary>
    public static DiagnosticDescriptor GivesNothing { get; } = Error("MC003", "A role permits nothing, or a binding is for nobody.");

    /// <summary>A rule has no verb, or no field that it could set.</summary>
    public static DiagnosticDescriptor RuleWithoutEffect { get; } = Error("MC004", "A rule permits nothing.");

    /// <summary>A rule names a kind that Mesh does not know.</summary>
    public static DiagnosticDescriptor UnknownKind { get; } = Error("MC005", "A rule names a kind that there is not.");

    /// <summary>A path of a rule is not spelled as paths are.</summary>
    public static DiagnosticDescriptor InvalidPath { get; } = Error("MC006", "A path of a rule is not valid.");

    /// <summary>Groups and paths of a rule limit none of its verbs.</summary>
    public static DiagnosticDescriptor LimitsNothing { get; } = Warning("MC007", "The fields of a rule limit none of its verbs.");

    /// <summary>The name of a user, group or service account cannot be one.</summary>
    public static DiagnosticDescriptor InvalidSubject { get; } = Error("MC008", "A user, group or service account cannot be called so.");

    /// <summary>Somebody is named twice in a binding, or a rule says something twice.</summary>
    public static DiagnosticDescriptor SaidTwice { get; } = Warning("MC009", "A rule or binding says something twice.");

    /// <summary>Somebody is bound, but nobody may bind in the organization.</summary>
    public static DiagnosticDescriptor NobodyBinds { get; } = Warning("MC010", "Nobody may give roles in the organization.");

    /// <summary>All of them, by code.</summary>
    public static ValueList<DiagnosticDescriptor> All { get; } =
    [
        BuiltInName, UnknownRole, GivesNothing, RuleWithoutEffect, UnknownKind, InvalidPath, LimitsNothing, InvalidSubject, SaidTwice,
        NobodyBinds,
    ];

    private static DiagnosticDescriptor Error(string code, string title) => new(code, DiagnosticSeverity.Error, title);

    private static DiagnosticDescriptor Warning(string code, string title) => new(code, DiagnosticSeverity.Warning, title);
}
