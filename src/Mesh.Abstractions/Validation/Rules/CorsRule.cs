using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>Cross-origin policies (Istio 1.30, <c>validateCORSPolicy</c>).</summary>
internal sealed class CorsRule : IModelRule
{
    private static readonly string[] Methods = ["CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE"];

    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        foreach (ServerSite site in model.Servers)
        {
            for (int i = 0; i < site.Routes.Count; i++)
            {
                if (site.Routes[i].Cors is { } cors)
                {
                    CheckOrigins(site, i, cors, found);
                    CheckOthers(site, i, cors, found);
                }
            }
        }
    }

    private static void CheckOrigins(ServerSite site, int route, CorsPolicy cors, List<Diagnostic> found)
    {
        if (cors.AllowOrigins.IsEmpty)
        {
            Report(site, route, "allowOrigins", "The policy allows no origin.", "Add an origin such as 'https://www.example.com'.", found);
        }

        for (int i = 0; i < cors.AllowOrigins.Count; i++)
        {
            TextMatch origin = cors.AllowOrigins[i];
            string field = $"allowOrigins/{i}";
            if (origin.Kind == TextMatchKind.Regex)
            {
                PatternCheck.Check(origin, () => site.AtRoute(route, $"cors/{field}"), found);
            }
            else if (origin.Value.Length == 0)
            {
                Report(site, route, field, "An origin is empty.", "Write an origin such as 'https://www.example.com'.", found);
            }
            else if (origin.Kind == TextMatchKind.Exact && origin.Value != "*" && !IsOrigin(origin.Value))
            {
                Report(site, route, field, $"'{origin.Value}' is not an origin.", "Write scheme, host and port as browsers send them: 'https://www.example.com', without a path; 'null' and '*' are origins too.", found);
            }
            else if (origin is { Kind: TextMatchKind.Exact, Value: "*" } && cors.AllowCredentials == true)
            {
                Report(site, route, field, "Credentials are allowed for every origin.", "Name the origins that may send credentials.", found);
            }
        }
    }

    private static void CheckOthers(ServerSite site, int route, CorsPolicy cors, List<Diagnostic> found)
    {
        for (int i = 0; i < cors.AllowMethods.Count; i++)
        {
            if (!Methods.Contains(cors.AllowMethods[i]))
            {
                Report(site, route, $"allowMethods/{i}", $"'{cors.AllowMethods[i]}' is not a method that Istio knows.", $"Use one of: {string.Join(", ", Methods)}.", found);
            }
        }

        CheckHeaders(site, route, "allowHeaders", cors.AllowHeaders, found);
        CheckHeaders(site, route, "exposeHeaders", cors.ExposeHeaders, found);
        if (cors.MaxAge is { } age && (age < TimeSpan.FromSeconds(1) || age.Ticks % TimeSpan.TicksPerSecond != 0 || age > DurationRule.Longest))
        {
            Report(site, route, "maxAge", $"maxAge {GoDuration.Format(age)} is not a whole number of seconds.", "Use '1s' or more, in whole seconds.", found);
        }
    }

    private static void CheckHeaders(ServerSite site, int route, string field, ValueList<string> headers, List<Diagnostic> found)
    {
        for (int i = 0; i < headers.Count; i++)
        {
            if (!Syntax.IsToken(headers[i]))
            {
                Report(site, route, $"{field}/{i}", $"'{headers[i]}' is not the name of a header.", "Use letters, digits and dashes.", found);
            }
        }
    }

    private static bool IsOrigin(string text)
    {
        int scheme = text.IndexOf("://", StringComparison.Ordinal);
        return text == "null" || (scheme > 0 && text.AsSpan(0, scheme).IndexOfAnyExceptInRange('a', 'z') < 0 && Syntax.IsAuthority(text[(scheme + 3)..]));
    }

    private static void Report(ServerSite site, int route, string field, string message, string help, List<Diagnostic> found) =>
        found.Add(ModelDiagnostics.InvalidCors.At(site.AtRoute(route, $"cors/{field}"), message, help));
}
