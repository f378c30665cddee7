using System.Globalization;

namespace Mesh.Istio.Comparison;

/// <summary>Comparisons for people.</summary>
internal static class ComparisonText
{
    public static string Write(MeshComparison comparison)
    {
        IEnumerable<string> changes = comparison.Objects
            .Where(entry => entry.State is not ObjectState.Same && (entry.State != ObjectState.Foreign || !entry.Meets.IsEmpty))
            .Select(entry => entry.ToString());
        string counts = string.Join(", ", Enum.GetValues<ObjectState>()
            .Select(state => (Word: Word(state), Count: comparison.Objects.Count(entry => entry.State == state)))
            .Where(state => state.Count > 0)
            .Select(state => string.Create(CultureInfo.InvariantCulture, $"{state.Count} {state.Word}")));
        return string.Join("\n", changes.Append(counts.Length == 0 ? "nothing to compare" : counts));
    }

    private static string Word(ObjectState state) => state switch
    {
        ObjectState.Same => "unchanged",
        ObjectState.Missing => "to create",
        ObjectState.Different => "to change",
        ObjectState.Surplus => "to delete",
        _ => "of others",
    };
}
