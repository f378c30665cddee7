using Mesh.Diagnostics;

namespace Mesh.Istio.Fields;

/// <summary>Finds the field that somebody probably meant.</summary>
internal static class FieldNames
{
    public static string Suggest(string unknown, List<string> known) => NearestName.Find(unknown, known) is { } near
        ? $"Did you mean '{near}'?"
        : known.Count == 0 ? "Remove it." : $"Known here: {string.Join(", ", known.Distinct().Order(StringComparer.Ordinal))}.";
}
