namespace Mesh.Istio.Access.Policies;

/// <summary>Parts of expressions. What all of them use is in the CEL environments of Kubernetes 1.30 and later.</summary>
internal static class CelText
{
    /// <summary>A text as a literal.</summary>
    public static string Quote(string text) =>
        $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";

    public static string List(IEnumerable<string> texts) => $"[{string.Join(", ", texts.Select(Quote))}]";

    public static string Map(IEnumerable<(string Key, string Value)> entries) =>
        $"{{{string.Join(", ", entries.Select(entry => $"{Quote(entry.Key)}: {Quote(entry.Value)}"))}}}";

    /// <summary>A list of texts, each of which is a list with commas, as one list.</summary>
    public static string Flat(string list) => $"{list}.filter(s, s != '').join(',').split(',').filter(s, s != '')";

    /// <summary>A question to the server's authorizer.</summary>
    public static string MayOn(string apiGroup, string resource, string subresource, string verb) =>
        $"authorizer.group({Quote(apiGroup)}).resource({Quote(resource)}).subresource({Quote(subresource)})"
        + $".namespace(request.namespace).name(request.name).check({verb}).allowed()";

    /// <summary>Joined and cut, because a message that is too long is replaced.</summary>
    public static string Cut(string list, string separator, int length) =>
        $"[{list}.join({Quote(separator)})].map(s, s.size() > {length} ? s.substring(0, {length}) + ' ...' : s)[0]";
}
