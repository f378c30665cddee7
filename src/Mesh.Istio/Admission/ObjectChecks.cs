using Mesh.Documents;

namespace Mesh.Istio.Admission;

/// <summary>Conditions on several fields of one message.</summary>
internal static class ObjectChecks
{
    /// <summary>At most one of these fields is set.</summary>
    public static AdmissionCheck AtMostOne(params string[] fields) => new(
        (value, _) => fields.Where(field => Nodes.Has(value, field)).ToArray() is { Length: > 1 } set
            ? $"is set beside {string.Join(" and ", set[..^1])}" : null,
        $"Set only one of {string.Join(", ", fields)}.",
        fields[^1]);

    /// <summary>At least one of these fields is set.</summary>
    public static AdmissionCheck AnyOf(params string[] fields) => new(
        (value, _) => fields.Any(field => Nodes.Has(value, field)) ? null : $"has none of {string.Join(", ", fields)}",
        $"Set {string.Join(" or ", fields)}.");

    /// <summary>This field is set and not empty.</summary>
    public static AdmissionCheck Needs(string field) => new(
        (value, _) => Nodes.Child(value, field) is { } set && !(set is ScalarNode && Nodes.Text(set).Length == 0) ? null
            : "is missing",
        $"Set {field}.",
        field);

    /// <summary>This field is not set.</summary>
    public static AdmissionCheck Without(string field, string why) => new(
        (value, _) => Nodes.Child(value, field) is { } set && !IsNothing(set) ? $"is set, {why}" : null, $"Remove {field}.", field);

    /// <summary>No two messages of a list have the same value in this field.</summary>
    public static AdmissionCheck Unique(string field) => new(
        (value, _) => Twice(Nodes.Items(value).Select(item => Nodes.Text(item, field))) is { } twice ? $"has the {field} '{twice}' twice"
            : null,
        $"Give each a {field} of its own.");

    /// <summary>No text of a list stands twice.</summary>
    public static string? Twice(IEnumerable<string> texts)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return texts.FirstOrDefault(text => !seen.Add(text));
    }

    /// <summary>Whether a field has one of these words; an absent field is the empty word.</summary>
    public static Func<DocumentNode, bool> Has(string field, params string[] words) =>
        value => words.Contains(Nodes.Text(value, field), StringComparer.Ordinal);

    private static bool IsNothing(DocumentNode node) => node is ScalarNode { Text: "" or "false" or "0" };
}
