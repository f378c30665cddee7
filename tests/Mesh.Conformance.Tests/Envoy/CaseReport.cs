namespace Mesh.Conformance.Tests.Envoy;

/// <summary>Collects the deviations of all cases of a file, so that a run names every one and not only the first.</summary>
internal sealed class CaseReport
{
    private readonly List<string> _failures = [];
    private int _cases;

    internal void Case() => _cases++;

    internal void Check(bool holds, string name, FormattableString what)
    {
        if (!holds)
        {
            _failures.Add($"{name}: {FormattableString.Invariant(what)}");
        }
    }

    internal void AssertNone()
    {
        Assert.True(_cases > 0, "The recording holds no case.");
        Assert.True(_failures.Count == 0, $"{_failures.Count} deviations in {_cases} cases:\n{string.Join('\n', _failures)}");
    }
}
