using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>
/// Header changes that Envoy takes (Istio 1.30, <c>ValidateHTTPHeaderWithAuthorityOperationName</c>, <c>ValidateHTTPHeaderValue</c>).
/// </summary>
internal sealed class HeaderChangeRule : IModelRule
{
    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        foreach (ServerEntry entry in model.Servers)
        {
            for (int i = 0; i < entry.Routes.Count; i++)
            {
                CheckChanges(entry, i, "requestHeaders", entry.Routes[i].RequestHeaders, found);
                CheckChanges(entry, i, "responseHeaders", entry.Routes[i].ResponseHeaders, found);
            }
        }
    }

    private static void CheckChanges(ServerEntry entry, int route, string field, HeaderChanges? changes, List<Diagnostic> found)
    {
        if (changes is null)
        {
            return;
        }

        CheckValues(entry, route, $"{field}/set", changes.Set, found);
        CheckValues(entry, route, $"{field}/add", changes.Add, found);
        for (int i = 0; i < changes.Remove.Count; i++)
        {
            CheckName(entry, route, $"{field}/remove/{i}", changes.Remove[i], found);
        }
    }

    private static void CheckValues(ServerEntry entry, int route, string field, ValueMap<string> values, List<Diagnostic> found)
    {
        foreach ((string name, string value) in values)
        {
            CheckName(entry, route, $"{field}/{name}", name, found);
            if (value.AsSpan().ContainsAnyInRange('\0', '\u0008') || value.AsSpan().ContainsAnyInRange('\u000a', '\u001f')
                || value.Contains('\u007f', StringComparison.Ordinal))
            {
                Report(entry, route, $"{field}/{name}", $"The value of header '{name}' holds a control character.", "Remove it.", found);
            }
            else if (!HasPairedPercents(value))
            {
                Report(entry, route, $"{field}/{name}", $"The value '{value}' of header '{name}' has a single '%'.",
                    "Write '%%' for a percent sign, or '%NAME%' for a variable of Envoy.", found);
            }
        }
    }

    private static void CheckName(ServerEntry entry, int route, string field, string name, List<Diagnostic> found)
    {
        if (!Syntax.IsToken(name))
        {
            string help = name.StartsWith(':') ? "Use a rewrite for path and authority." : "Use letters, digits and dashes.";
            Report(entry, route, field, $"'{name}' is not the name of a header to change.", help, found);
        }
        else if (name.Equals("host", StringComparison.OrdinalIgnoreCase))
        {
            Report(entry, route, field, "The header 'Host' cannot be changed like others.", "Use the rewrite of the authority.", found);
        }
    }

    /// <summary>Every percent sign is doubled or encloses a variable: <c>100%%</c>, <c>%REQ(x-id?:path):8%</c>.</summary>
    private static bool HasPairedPercents(string value)
    {
        int at = value.IndexOf('%', StringComparison.Ordinal);
        while (at >= 0)
        {
            int end = value.IndexOf('%', at + 1);
            if (end < 0 || (end > at + 1 && !char.IsAsciiLetterUpper(value[at + 1])))
            {
                return false;
            }

            at = value.IndexOf('%', end + 1);
        }

        return true;
    }

    private static void Report(ServerEntry entry, int route, string field, string message, string help, List<Diagnostic> found) =>
        found.Add(ModelDiagnostics.InvalidHeader.At(entry.AtRoute(route, field), message, help));
}
