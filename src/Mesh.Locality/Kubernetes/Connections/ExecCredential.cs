using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Mesh.Kubernetes.Connections;

/// <summary>What an exec plugin printed: <c>ExecCredential</c> of <c>client.authentication.k8s.io</c>.</summary>
/// <param name="Token">The bearer token; empty when there is a certificate only.</param>
/// <param name="Certificate">The client certificate as PEM; empty when there is none.</param>
/// <param name="Key">Its key as PEM; empty when there is none.</param>
/// <param name="Expires">When it has to be asked for again; <see langword="null"/>: never.</param>
internal sealed record ExecCredential(string Token, string Certificate, string Key, DateTimeOffset? Expires)
{
    /// <exception cref="ConfigurationRefusedException">It is no credential. The message repeats nothing of it.</exception>
    public static ExecCredential Parse(ReadOnlyMemory<byte> utf8, string version)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8);
            JsonElement root = document.RootElement;
            if (Text(root, "apiVersion") is var printed && printed != version)
            {
                throw new ConfigurationRefusedException(
                    $"the apiVersion of what it printed is {(printed.Length > 0 && IsVersion(printed) ? $"'{printed}'" : "another one")}, "
                        + $"and the kubeconfig says '{version}'.");
            }

            JsonElement status = root.TryGetProperty("status", out JsonElement value) && value.ValueKind == JsonValueKind.Object
                ? value : default;
            var credential = new ExecCredential(
                Text(status, "token"), Text(status, "clientCertificateData"), Text(status, "clientKeyData"),
                Time(Text(status, "expirationTimestamp")));
            return credential.Token.Length > 0 || (credential.Certificate.Length > 0 && credential.Key.Length > 0)
                ? credential
                : throw new ConfigurationRefusedException("what it printed has neither a token nor a certificate with its key.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new ConfigurationRefusedException("what it printed is not an ExecCredential.");
        }
    }

    /// <summary>As a kubeconfig writes PEM.</summary>
    public static string? Data(string pem) => pem.Length == 0 ? null : Convert.ToBase64String(Encoding.ASCII.GetBytes(pem));

    // Only what looks like a version is repeated: anything else can be a secret.
    private static bool IsVersion(string text) =>
        text.StartsWith("client.authentication.k8s.io/", StringComparison.Ordinal) && text.Length < 50;

    private static DateTimeOffset? Time(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time : null;

    private static string Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement value)
            && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
