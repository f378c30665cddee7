using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>Matches that Istio takes and that a request can fit.</summary>
internal sealed class MatchRule : IModelRule
{
    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        foreach (ServerEntry entry in model.Servers)
        {
            for (int i = 0; i < entry.Routes.Count; i++)
            {
                for (int j = 0; j < entry.Routes[i].Matches.Count; j++)
                {
                    CheckMatch(entry, (i, j), entry.Routes[i].Matches[j], found);
                }
            }
        }
    }

    private static void CheckMatch(ServerEntry entry, (int Route, int Match) at, HttpMatch match, List<Diagnostic> found)
    {
        string Path(string field) => entry.AtRoute(at.Route, $"matches/{at.Match}/{field}");

        if (match.Path is { } path)
        {
            if (path.Kind == TextMatchKind.Regex)
            {
                PatternCheck.Check(path, () => Path("path"), found);
            }
            else if (!path.Value.StartsWith('/'))
            {
                found.Add(
                    ModelDiagnostics.InvalidMatch.At(
                        Path("path"), $"path '{path.Value}' does not begin with '/'.", "Every path does; write '/' to match all."));
            }
            else if (path.Value.AsSpan().ContainsAny("?#"))
            {
                found.Add(
                    ModelDiagnostics.InvalidMatch.At(
                        Path("path"), $"path '{path.Value}' holds '?' or '#', which no path does.",
                        "Match the path without query and fragment."));
            }
        }

        foreach ((string name, TextMatch value) in match.Headers)
        {
            CheckHeader(name, value, () => Path($"headers/{name}"), found);
        }

        for (int i = 0; i < match.Methods.Count; i++)
        {
            string method = match.Methods[i];
            if (!Syntax.IsToken(method) || method.AsSpan().ContainsAnyInRange('a', 'z'))
            {
                found.Add(
                    ModelDiagnostics.InvalidMethod.At(
                        Path($"methods/{i}"), $"'{method}' is not a method.",
                        "Methods are upper-case words such as 'GET'; they are compared case by case."));
            }
        }
    }

    private static void CheckHeader(string name, TextMatch value, Func<string> path, List<Diagnostic> found)
    {
        if (!Syntax.IsToken(name) || name.AsSpan().ContainsAnyInRange('A', 'Z'))
        {
            bool isPseudo = name.StartsWith(':');
            found.Add(ModelDiagnostics.InvalidHeader.At(
                path(), $"'{name}' is not the name of a header to match.",
                isPseudo ? "Match the path, the method or the server's host instead."
                    : "Write header names in lower case: letters, digits and dashes."));
        }

        if (value.Kind == TextMatchKind.Regex)
        {
            PatternCheck.Check(value, path, found);
        }
        else if (value.Kind == TextMatchKind.Prefix && value.Value.Length == 0)
        {
            found.Add(
                ModelDiagnostics.InvalidMatch.At(
                    path(), $"The prefix of header '{name}' is empty.",
                    "Istio takes no empty prefix; use the pattern '.*' to ask that the header is there."));
        }
    }
}
