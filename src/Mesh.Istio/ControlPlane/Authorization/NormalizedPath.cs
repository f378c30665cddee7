using System.Globalization;
using System.Text;

namespace Mesh.Istio.ControlPlane.Authorization;

/// <summary>
/// The path that policies and routes see (MeshConfig <c>pathNormalization</c>; envoy <c>path_utility.cc</c>): dot segments, backslashes and
/// escapes of letters are resolved, slashes merged, escaped slashes decoded, as far as the setting says.
/// </summary>
internal static class NormalizedPath
{
    /// <summary>The path without query; <see langword="null"/> for one that Envoy answers with 400.</summary>
    public static string? Of(string path, PathNormalization setting)
    {
        if (path.Contains('#', StringComparison.Ordinal))
        {
            return null;
        }

        int query = path.IndexOf('?', StringComparison.Ordinal);
        string plain = query < 0 ? path : path[..query];
        if (setting == PathNormalization.None)
        {
            return plain;
        }

        string decoded = setting == PathNormalization.DecodeAndMergeSlashes
            ? plain.Replace("%2f", "/", StringComparison.OrdinalIgnoreCase).Replace("%5c", "\\", StringComparison.OrdinalIgnoreCase)
            : plain;
        string resolved = WithoutDots(Unescape(decoded.Replace('\\', '/')));
        return setting == PathNormalization.Base ? resolved : MergeSlashes(resolved);
    }

    // Only what means the same unescaped: letters, digits, "-", ".", "_" and "~".
    private static string Unescape(string path)
    {
        var text = new StringBuilder(path.Length);
        for (int i = 0; i < path.Length; i++)
        {
            if (path[i] == '%' && i + 2 < path.Length
                && byte.TryParse(path.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte code)
                && (char.IsAsciiLetterOrDigit((char)code) || (char)code is '-' or '.' or '_' or '~'))
            {
                text.Append((char)code);
                i += 2;
            }
            else
            {
                text.Append(path[i]);
            }
        }

        return text.ToString();
    }

    private static string WithoutDots(string path)
    {
        string[] segments = path.Split('/');
        var kept = new List<string>();
        for (int i = 1; i < segments.Length; i++)
        {
            bool last = i == segments.Length - 1;
            if (segments[i] is "." or "..")
            {
                if (segments[i] == ".." && kept.Count > 0)
                {
                    kept.RemoveAt(kept.Count - 1);
                }

                if (last)
                {
                    kept.Add("");
                }
            }
            else
            {
                kept.Add(segments[i]);
            }
        }

        return $"/{string.Join('/', kept)}";
    }

    private static string MergeSlashes(string path)
    {
        var text = new StringBuilder(path.Length);
        foreach (char next in path)
        {
            if (next != '/' || text.Length == 0 || text[^1] != '/')
            {
                text.Append(next);
            }
        }

        return text.ToString();
    }
}
