using Mesh.Diagnostics;

namespace Mesh.Istio.Access;

/// <summary>Whether changes are allowed, by the roles and bindings that held before them.</summary>
public sealed record AccessVerdict
{
    /// <summary>Whether all of them are.</summary>
    public bool IsAllowed => Denied.IsEmpty;

    /// <summary>How many changes were judged; one field is one change.</summary>
    public int Judged { get; init; }

    /// <summary>Those that are not allowed.</summary>
    public ValueList<DeniedChange> Denied { get; init; }

    /// <summary>
    /// Every change that is not allowed as a finding, and what the verdict assumes. <c>Sarif.Write</c> makes SARIF of it.
    /// </summary>
    public DiagnosticList Diagnostics => new(Notes.Concat(Denied.Select(denied => denied.ToDiagnostic())));

    internal ValueList<Diagnostic> Notes { get; init; }

    /// <summary>The findings, then a count.</summary>
    /// <returns>A text of several lines without a line feed at the end.</returns>
    public override string ToString() => string.Join('\n', Diagnostics.Select(finding => finding.ToString()).Append(
        $"{Judged} {(Judged == 1 ? "change" : "changes")}, {Denied.Count} not allowed"));

    /// <summary>The verdict as JSON.</summary>
    /// <returns>An indented text that ends with a line feed.</returns>
    public string ToJson() => AccessJson.Write(this);
}
