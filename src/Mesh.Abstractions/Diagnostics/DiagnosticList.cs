using System.Collections;
using System.Diagnostics;

namespace Mesh.Diagnostics;

/// <summary>
/// All findings of one operation, in a fixed order: by path, then code, then message. Equal to another list with the same findings.
/// </summary>
[DebuggerDisplay("Count = {Count}, HasErrors = {HasErrors}")]
public sealed class DiagnosticList : IReadOnlyList<Diagnostic>, IEquatable<DiagnosticList>
{
    private readonly ValueList<Diagnostic> _items;

    /// <summary>Sorts and keeps the findings; the same finding reported twice is kept once.</summary>
    /// <param name="diagnostics">The findings in any order.</param>
    public DiagnosticList(IEnumerable<Diagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(diagnostics);
        Diagnostic[] items = diagnostics.Distinct().ToArray();
        Array.Sort(items, Compare);
        _items = ValueList.Wrap(items);
    }

    /// <summary>The list without findings.</summary>
    public static DiagnosticList Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => _items.Count;

    /// <summary>Whether any finding is an error.</summary>
    public bool HasErrors => Errors.Any();

    /// <summary>The findings that are errors.</summary>
    public IEnumerable<Diagnostic> Errors => _items.Where(d => d.Severity == DiagnosticSeverity.Error);

    /// <summary>The findings that are warnings.</summary>
    public IEnumerable<Diagnostic> Warnings => _items.Where(d => d.Severity == DiagnosticSeverity.Warning);

    /// <inheritdoc/>
    public Diagnostic this[int index] => _items[index];

    /// <inheritdoc/>
    public IEnumerator<Diagnostic> GetEnumerator() => ((IEnumerable<Diagnostic>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(DiagnosticList? other) => other is not null && _items == other._items;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DiagnosticList);

    /// <inheritdoc/>
    public override int GetHashCode() => _items.GetHashCode();

    /// <summary>One finding a line.</summary>
    /// <returns>Text for people; empty when there is no finding.</returns>
    public override string ToString() => string.Join("\n", _items);

    private static int Compare(Diagnostic left, Diagnostic right)
    {
        int order = string.CompareOrdinal(left.Path, right.Path);
        order = order != 0 ? order : Offset(left).CompareTo(Offset(right));
        order = order != 0 ? order : string.CompareOrdinal(left.Code, right.Code);
        return order != 0 ? order : string.CompareOrdinal(left.Message, right.Message);
    }

    private static long Offset(Diagnostic diagnostic) =>
        diagnostic.Position is { } at ? ((long)at.Line << 32) + at.Column : -1;
}
