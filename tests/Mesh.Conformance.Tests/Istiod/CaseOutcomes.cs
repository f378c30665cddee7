using System.Globalization;
using System.Text;

namespace Mesh.Conformance.Tests.Istiod;

/// <summary>Counts cases and keeps every difference, so that a run names all of them.</summary>
internal sealed class CaseOutcomes
{
    private readonly StringBuilder _differences = new();
    private readonly SortedSet<string> _failed = new(StringComparer.Ordinal);
    private int _cases;
    private int _compared;

    internal void Case() => _cases++;

    internal void Compare(string id, string what, string expected, string actual)
    {
        _compared++;
        if (expected != actual)
        {
            _failed.Add(id);
            _differences.Append(CultureInfo.InvariantCulture, $"\n{id} {what}\n  expected\n    {expected}\n  actual\n    {actual}");
        }
    }

    internal void Assert(string what)
    {
        Xunit.Assert.True(_cases > 0, "The recording holds no case.");
        string summary = string.Create(
            CultureInfo.InvariantCulture, $"{what}: {_cases - _failed.Count} of {_cases} cases agree, {_compared} comparisons; failed: {string.Join(' ', _failed)}");
        TestContext.Current.TestOutputHelper?.WriteLine(summary);
        Xunit.Assert.True(_failed.Count == 0, summary + _differences);
    }
}
