namespace Mesh.ApiServerDouble.Cel;

/// <summary>The server's own authorizer as an expression asks it, one part after the other.</summary>
/// <param name="Ask">Answers: verb, group, resource with subresource, namespace, name.</param>
internal sealed record CelAuthorizer(Func<string, string, string, string, string, bool> Ask)
{
    public string Group { get; init; } = "";

    public string Resource { get; init; } = "";

    public string Subresource { get; init; } = "";

    public string Namespace { get; init; } = "";

    public string Name { get; init; } = "";

    public CelDecision Check(string verb) =>
        new(Ask(verb, Group, Subresource.Length == 0 ? Resource : $"{Resource}/{Subresource}", Namespace, Name));
}
