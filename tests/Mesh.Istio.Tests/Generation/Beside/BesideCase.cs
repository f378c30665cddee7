using Mesh.Tests;

namespace Mesh.Istio.Tests.Generation.Beside;

/// <summary>A line of the corpus: <c>SCENE AGE CODES: KIND NAMESPACE/NAME {spec} ++ …</c>.</summary>
internal sealed record BesideCase(string Scene, bool IsOursOlder, string Codes, string Objects)
{
    internal static IEnumerable<BesideCase> All(string path) =>
        File.ReadLines(Path.Combine(RepositoryRoot.Path, path)).Where(line => line.Length > 0 && !line.StartsWith('#')).Select(Parse);

    internal BesideScene Build() => BesideScene.Of(BesideScene.Model(Scene), string.Join("\n---\n", Objects.Split(" ++ ").Select(ToYaml)),
        IsOursOlder, Scene == "limited");

    internal string With(string codes) => $"{Scene} {(IsOursOlder ? "newer" : "older")} {codes}: {Objects}";

    public override string ToString() => With(Codes);

    private static BesideCase Parse(string line)
    {
        int colon = line.IndexOf(": ", StringComparison.Ordinal);
        string[] head = line[..colon].Split(' ');
        return new BesideCase(head[0], head[1] == "newer", head[2], line[(colon + 2)..]);
    }

    private static string ToYaml(string text)
    {
        string[] parts = text.Split(' ', 3);
        string[] name = parts[1].Split('/');
        string group = parts[0] == "AuthorizationPolicy" ? "security" : "networking";
        return $"apiVersion: {group}.istio.io/v1\nkind: {parts[0]}\nmetadata: {{name: {name[1]}, namespace: {name[0]}}}\nspec: {parts[2]}";
    }
}
