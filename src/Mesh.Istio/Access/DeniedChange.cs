using Mesh.Diagnostics;

namespace Mesh.Istio.Access;

/// <summary>A change that is not allowed.</summary>
public sealed record DeniedChange
{
    /// <summary>Who makes it; <see langword="null"/> where nobody was given as the author.</summary>
    public AccessSubject? Subject { get; init; }

    /// <summary>What is done.</summary>
    public required AccessVerb Verb { get; init; }

    /// <summary>The kind of what it is done to; of the place, for <see cref="AccessVerb.Bind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Where it is: a path of the model, or an object with a path.</summary>
    public required string Path { get; init; }

    /// <summary>
    /// The group of the field; <see langword="null"/> for verbs that fields do not limit.
    /// </summary>
    public FieldGroup? Group { get; init; }

    /// <summary>The old value; <see langword="null"/> where there was none. Long ones are cut.</summary>
    public string? Old { get; init; }

    /// <summary>The new value; <see langword="null"/> where there is none. Long ones are cut.</summary>
    public string? New { get; init; }

    /// <summary>Where the right would have to hold, or above: a path of the model; empty for the organization.</summary>
    public required string Place { get; init; }

    /// <summary>The rule that would allow it.</summary>
    public required RoleRule Needed { get; init; }

    /// <summary>Those of whom one could make it alone.</summary>
    public ValueList<AccessHolder> WhoCan { get; init; }

    /// <summary>Why the right is needed, where verb, kind and group alone do not say it; empty otherwise.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The file that says it; empty where no files were given.</summary>
    public string File { get; init; } = "";

    internal DiagnosticDescriptor Descriptor { get; init; } = AccessDiagnostics.NotAllowed;

    internal Diagnostic ToDiagnostic() => Descriptor.At(
        File.Length == 0 ? Path : $"{File}: {Path}", AccessText.Message(this), AccessText.Help(this));

    /// <summary>The change on one line, with what would allow it and who could.</summary>
    /// <returns>A text for people.</returns>
    public override string ToString() => AccessText.Write(this);
}
