using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>Cross-origin policies (Istio 1.30, <c>validateCORSPolicy</c>).</summary>
internal sealed class CorsRule : IModelRule
{
    private static readonly string[] Methods = ["CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE"];

    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        foreach (ServerEntry entry in model.Servers)
        {
            for (int i = 0; i < entry.Routes.Count; i++)
            {
                if (entry.Routes[i].Cors is { } cors)
                {
                    CheckOrigins(entry, i, cors, found);
                    CheckOthers(entry, i, cors, found);
                }
            }
        }
    }

    private static void CheckOrigins(ServerEntry entry, int route, CorsSettings cors, List<Diagnostic> found)
    {
        if (cors.AllowOrigins.IsEmpty)
        {
            Report(entry, route, "allowOrigins", "The policy allows no origin.", "Add an origin such as 'https://www.example.com'.", found);
        }

        for (int i = 0; i < cors.AllowOrigins.Count; i++)
        {
            TextMatch origin = cors.AllowOrigins[i];
            string field = $"allowOrigins/{i}";
            if (origin.Kind == TextMatchKind.Regex)
            {
                PatternCheck.Check(origin, () => entry.AtRoute(route, $"cors/{field}"), found);
            }
            else if (origin.Value.Length == 0)
            {
                Report(entry, route, field, "An origin is empty.", "Write an origin such as 'https://www.example.com'.", found);
            }
            else if (origin.Kind == TextMatchKind.Exact && origin.Value != "*" && !IsOrigin(origin.Value))
            {
                Report(entry, route, field, $"'{origin.Value}' is not an origin.",
                    "Write scheme, host and port as browsers send them: 'https://www.example.com', without a path; 'null' and '*' are "
                        + "origins too.", found);
            }
            else if (origin is { Kind: TextMatchKind.Exact, Value: "*" } && cors.AllowCredentials == true)
            {
                Report(entry, route, field, "Credentials are allowed for every origin.", "Name the origins that may send credentials.",
                    found);
            }
        }
    }

    private static void CheckOthers(ServerEntry entry, int route, CorsSettings cors, List<Diagnostic> found)
    {
        for (int i = 0; i < cors.AllowMethods.Count; i++)
        {
            if (!Methods.Contains(cors.AllowMethods[i]))
            {
                Report(entry, route, $"allowMethods/{i}", $"'{cors.AllowMethods[i]}' is not a method that Istio knows.",
                    $"Use one of: {string.Join(", ", Methods)}.", found);
            }
        }

        CheckHeaders(entry, route, "allowHeaders", cors.AllowHeaders, found);
        CheckHeaders(entry, route, "exposeHeaders", cors.ExposeHeaders, found);
        if (cors.MaxAge is { } age
            && (age < TimeSpan.FromSeconds(1) || age.Ticks % TimeSpan.TicksPerSecond != 0 || age > DurationRule.Longest))
        {
            Report(entry, route, "maxAge", $"maxAge {GoDuration.Format(age)} is not a whole number of seconds.",
                "Use '1s' or more, in whole seconds.", found);
        }
    }

    private static void CheckHeaders(ServerEntry entry, int route, string field, ValueList<string> headers, List<Diagnostic> found)
    {
        for (int i = 0; i < headers.Count; i++)
        {
            if (!Syntax.IsToken(headers[i]))
            {
                Report(entry, route, $"{field}/{i}", $"'{headers[i]}' is not the name of a header.", "Use letters, digits and dashes.",
                    found);
            }
        }
    }

    private static bool IsOrigin(string text)
    {
        int scheme = text.IndexOf("://", StringComparison.Ordinal);
        return text == "null"
            || (scheme > 0 && text.AsSpan(0, scheme).IndexOfAnyExceptInRange('a', 'z') < 0 && Syntax.IsAuthority(text[(scheme + 3)..]));
    }

    private static void Report(ServerEntry entry, int route, string field, string message, string help, List<Diagnostic> found) =>
        found.Add(ModelDiagnostics.InvalidCors.At(entry.AtRoute(route, $"cors/{field}"), message, help));
}
