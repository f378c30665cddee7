using System.Globalization;
using System.Text;

namespace Mesh.Conformance.Tests.Istiod;

/// <summary>Counts cases and keeps every difference, so that a run names all of them.</summary>
internal sealed class CaseOutcomes
{
    private readonly StringBuilder _differences = new();
    private readonly List<string> _failed = [];
    private readonly List<string> _otherOrder = [];
    private int _cases;

    /// <summary>Takes one case: its differences under each order of events, the usual order first.</summary>
    internal void Add(string id, IEnumerable<List<Difference>> orders)
    {
        _cases++;
        List<Difference>? usual = null;
        foreach (List<Difference> differences in orders)
        {
            if (differences.Count == 0)
            {
                if (usual is not null)
                {
                    _otherOrder.Add(id);
                }

                return;
            }

            usual ??= differences;
        }

        _failed.Add(id);
        foreach (Difference difference in usual ?? [])
        {
            _differences.Append(CultureInfo.InvariantCulture, $"\n{id} {difference.What}\n  expected\n    {difference.Expected}\n  actual\n    {difference.Actual}");
        }
    }

    internal void Assert(string what)
    {
        Xunit.Assert.True(_cases > 0, "The recording holds no case.");
        string summary = string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: {_cases - _failed.Count} of {_cases} cases agree, {_otherOrder.Count} of them under another order of events ({string.Join(' ', _otherOrder)}); failed: {string.Join(' ', _failed)}");
        TestContext.Current.TestOutputHelper?.WriteLine(summary);
        Xunit.Assert.True(_failed.Count == 0, summary + _differences);
    }
}
