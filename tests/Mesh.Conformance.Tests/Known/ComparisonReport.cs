using Mesh.Recordings;

namespace Mesh.Conformance.Tests.Known;

/// <summary>
/// One comparison over all recordings of a kind: keeps every difference, so that one bad recording hides no other, and judges by the known
/// list.
/// </summary>
internal sealed class ComparisonReport(string kind, string comparison)
{
    private readonly SortedDictionary<string, IReadOnlyList<string>> _outcomes = new(StringComparer.Ordinal);
    private List<string> _current = [];

    /// <summary>Compares one recording; an exception is a difference too.</summary>
    internal void Compare(string recording, Action compare)
    {
        _current = _outcomes.TryGetValue(recording, out IReadOnlyList<string>? same) ? [.. same] : [];
        _outcomes[recording] = _current;
        try
        {
            compare();
        }
        catch (Exception e)
        {
            _current.Add($"{e.GetType().Name}: {e.Message}");
        }
    }

    /// <summary>Notes a difference of the recording that is being compared.</summary>
    internal void Check(bool holds, string name, FormattableString what)
    {
        if (!holds)
        {
            _current.Add($"{name}: {FormattableString.Invariant(what)}");
        }
    }

    /// <summary>Whether a comparison of the recording has no difference; nothing of it is noted.</summary>
    internal bool Agrees(Action compare)
    {
        List<string> kept = _current;
        _current = [];
        compare();
        bool agrees = _current.Count == 0;
        _current = kept;
        return agrees;
    }

    internal void AssertNoneUnknown()
    {
        Assert.SkipWhen(_outcomes.Count == 0 && !Truth.IsPacked, $"The folders of MESH_TRUTH have nothing for '{kind}: {comparison}'.");
        Assert.True(_outcomes.Count > 0, $"There is no recording for '{kind}: {comparison}'.");
        IReadOnlyList<string> wrong = KnownList.Of(kind).Judge(comparison, _outcomes, Truth.IsPacked);
        string summary = FormattableString.Invariant(
            $"{kind}, {comparison}: {_outcomes.Count} compared, {_outcomes.Values.Count(differences => differences.Count == 0)} agree");
        TestContext.Current.TestOutputHelper?.WriteLine(summary);
        Assert.True(wrong.Count == 0, $"{summary}; {wrong.Count} are wrong:\n{string.Join('\n', wrong)}");
    }
}
