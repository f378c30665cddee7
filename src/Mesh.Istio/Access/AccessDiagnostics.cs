using Mesh.Diagnostics;

namespace Mesh.Istio.Access;

/// <summary>What a change may not do. The page <c>docs/diagnostics/access.md</c> explains each.</summary>
public static class AccessDiagnostics
{
    /// <summary><c>MC020</c>: somebody changes what they may not.</summary>
    public static DiagnosticDescriptor NotAllowed { get; } = Error("MC020", "Somebody changes what they may not.");

    /// <summary><c>MC021</c>: somebody gives or takes away what they do not hold.</summary>
    public static DiagnosticDescriptor MoreThanHeld { get; } = Error("MC021", "Somebody gives or takes away more than they hold.");

    /// <summary><c>MC022</c>: a change has effects where its author has no right.</summary>
    public static DiagnosticDescriptor EffectElsewhere { get; } = Error("MC022", "A change has effects where its author has no right.");

    /// <summary><c>MC023</c>: nobody is known as the author of a file that changed.</summary>
    public static DiagnosticDescriptor AuthorUnknown { get; } = Error("MC023", "Nobody is known to have changed a file.");

    /// <summary><c>MC024</c>: the model binds nobody.</summary>
    public static DiagnosticDescriptor NotLimited { get; } =
        new("MC024", DiagnosticSeverity.Info, "The model binds nobody, so every change is allowed.");

    /// <summary><c>MC025</c>: a part of the model could not be read, and was not judged.</summary>
    public static DiagnosticDescriptor NotJudged { get; } =
        new("MC025", DiagnosticSeverity.Warning, "A workspace could not be read, so its changes are not judged.");

    /// <summary><c>MC027</c>: something of the reference product's documents could not be taken.</summary>
    public static DiagnosticDescriptor NotTaken { get; } =
        new("MC027", DiagnosticSeverity.Warning, "Something of a document could not be taken.");

    /// <summary><c>MC028</c>: a reconciler keeps what its author may not change.</summary>
    public static DiagnosticDescriptor ChangeHeld { get; } =
        Error("MC028", "A change that is not allowed is not applied; what was there stays.");

    /// <summary><c>MC029</c>: a right of the model cannot be enforced by API servers.</summary>
    public static DiagnosticDescriptor NotEnforced { get; } =
        new("MC029", DiagnosticSeverity.Warning, "A right of the model is not enforced by clusters.");

    /// <summary><c>MC030</c>: a role that a cluster has already gives every group of fields.</summary>
    public static DiagnosticDescriptor GrantedBroadly { get; } =
        new("MC030", DiagnosticSeverity.Warning, "A role that a cluster has already gives every group of fields.");

    /// <summary><c>MC031</c>: a path of a role names no field.</summary>
    public static DiagnosticDescriptor UnknownField { get; } = Error("MC031", "A path of a role names no field.");

    /// <summary>All of them, by code.</summary>
    public static ValueList<DiagnosticDescriptor> All { get; } =
    [
        NotAllowed, MoreThanHeld, EffectElsewhere, AuthorUnknown, NotLimited, NotJudged, NotTaken, ChangeHeld, NotEnforced, GrantedBroadly,
        UnknownField,
    ];

    private static DiagnosticDescriptor Error(string code, string title) => new(code, DiagnosticSeverity.Error, title);
}
