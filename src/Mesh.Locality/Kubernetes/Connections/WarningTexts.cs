using System.Net.Http.Headers;

namespace Mesh.Kubernetes.Connections;

/// <summary>Reads the Warning headers of an answer: <c>299 - "unknown field …"</c>.</summary>
internal static class WarningTexts
{
    public static ValueList<string> Read(HttpResponseHeaders headers, SecretMask secrets) =>
        headers.TryGetValues("Warning", out IEnumerable<string>? values)
            ? values.SelectMany(Parse).Select(text => secrets.Hide(text)).ToValueList()
            : default;

    private static IEnumerable<string> Parse(string value)
    {
        int start = value.IndexOf('"', StringComparison.Ordinal);
        int end = value.LastIndexOf('"');
        return start >= 0 && end > start ? [value[(start + 1)..end].Replace("\\\"", "\"", StringComparison.Ordinal)] : [value];
    }
}
