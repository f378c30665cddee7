using System.Text;
using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>
/// Redirects, direct responses and rewrites (Istio 1.30, <c>validateHTTPRedirect</c>, <c>validateHTTPDirectResponse</c>,
/// <c>validateHTTPRewrite</c>).
/// </summary>
internal sealed class ActionRule : IModelRule
{
    private const int MaxBody = 1024 * 1024;
    private const int LargeBody = 100 * 1024;

    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        foreach (ServerEntry entry in model.Servers)
        {
            for (int i = 0; i < entry.Routes.Count; i++)
            {
                switch (entry.Routes[i].Action)
                {
                    case RedirectAction redirect:
                        CheckRedirect(entry, i, redirect, found);
                        break;
                    case DirectResponseAction response:
                        CheckResponse(entry, i, response, found);
                        break;
                    case ForwardAction forward:
                        CheckRewrite(entry, i, forward, found);
                        break;
                }
            }
        }
    }

    private static void CheckRedirect(ServerEntry entry, int route, RedirectAction redirect, List<Diagnostic> found)
    {
        void Report(string field, string message, string help) =>
            found.Add(ModelDiagnostics.InvalidRedirect.At(entry.AtRoute(route, field), message, help));

        if (redirect is { Path: null, Authority: null, Port: null, Scheme: null })
        {
            Report("redirect", "The redirect changes nothing.", "Set its path, authority, port or scheme.");
        }

        if (redirect.Path is { } path && !path.StartsWith('/'))
        {
            Report("redirect/path", $"path '{path}' does not begin with '/'.",
                "Write the path only; scheme and authority have fields of their own.");
        }

        if (redirect.Authority is { } authority && !Syntax.IsAuthority(authority))
        {
            Report("redirect/authority", $"authority '{authority}' is not a host with an optional port.",
                "Write a host such as 'www.example.com'.");
        }

        if (redirect.Port is { } port && !PortRule.IsPort(port))
        {
            Report("redirect/port", $"port {port} is out of range.", "Use 1 to 65535.");
        }

        if (redirect.Scheme is not (null or "http" or "https"))
        {
            Report("redirect/scheme", $"scheme '{redirect.Scheme}' is not known.", "Use 'http' or 'https'.");
        }

        if (redirect.Code is not (301 or 302 or 303 or 307 or 308))
        {
            Report("redirect/code", $"code {redirect.Code} is no redirect.", "Use 301, 302, 303, 307 or 308.");
        }
    }

    private static void CheckResponse(ServerEntry entry, int route, DirectResponseAction response, List<Diagnostic> found)
    {
        if (response.Status is < 200 or > 599)
        {
            found.Add(ModelDiagnostics.InvalidDirectResponse.At(
                entry.AtRoute(route, "directResponse/status"), $"status {response.Status} is out of range.", "Use 200 to 599."));
        }

        int size = response.Body is null ? 0 : Encoding.UTF8.GetByteCount(response.Body);
        if (size > MaxBody)
        {
            found.Add(ModelDiagnostics.InvalidDirectResponse.At(
                entry.AtRoute(route, "directResponse/body"), $"The body has {size} bytes, more than 1 MiB.", "Let a service answer."));
        }
        else if (size > LargeBody)
        {
            found.Add(ModelDiagnostics.LargeDirectResponse.At(
                entry.AtRoute(route, "directResponse/body"), $"The body has {size} bytes; every proxy of the gateway keeps it.",
                "Let a service answer."));
        }
    }

    private static void CheckRewrite(ServerEntry entry, int route, ForwardAction forward, List<Diagnostic> found)
    {
        if (forward.RewritePath is { } path && !path.StartsWith('/'))
        {
            found.Add(ModelDiagnostics.InvalidRewrite.At(
                entry.AtRoute(route, "rewritePath"), $"rewritePath '{path}' does not begin with '/'.", "Write '/' or a path below it."));
        }

        if (forward.RewriteAuthority is { } authority && !Syntax.IsAuthority(authority))
        {
            found.Add(ModelDiagnostics.InvalidRewrite.At(
                entry.AtRoute(route, "rewriteAuthority"), $"rewriteAuthority '{authority}' is not a host with an optional port.",
                "Write a host such as 'details.example.com'."));
        }
    }
}
