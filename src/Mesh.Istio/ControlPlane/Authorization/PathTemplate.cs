using System.Text;
using System.Text.RegularExpressions;

namespace Mesh.Istio.ControlPlane.Authorization;

/// <summary>
/// A path with <c>{*}</c> for one segment and <c>{**}</c> for anything, as a regular expression (envoy
/// <c>uri_template_internal.cc</c>).
/// </summary>
internal static class PathTemplate
{
    private const string Characters = @"a-zA-Z0-9\-._~%!$&'()+,;:@=";

    public static string ToRegex(string template)
    {
        var regex = new StringBuilder();
        int from = 0;
        while (from < template.Length)
        {
            int open = template.IndexOf('{', from);
            bool any = open >= 0 && string.CompareOrdinal(template, open, "{**}", 0, 4) == 0;
            if (open < 0 || (!any && string.CompareOrdinal(template, open, "{*}", 0, 3) != 0))
            {
                break;
            }

            regex.Append(Regex.Escape(template[from..open])).Append(any ? $"[{Characters}/]*" : $"[{Characters}]+");
            from = open + (any ? 4 : 3);
        }

        return regex.Append(Regex.Escape(template[from..])).ToString();
    }
}
