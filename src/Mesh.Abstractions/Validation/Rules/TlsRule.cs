using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>How HTTPS servers terminate TLS (Istio 1.30, <c>validateTLSOptions</c>).</summary>
internal sealed class TlsRule : IModelRule
{
    // What Istio 1.30 passes on to Envoy; it leaves others out with a warning.
    private static readonly string[] KnownCiphers =
    [
        "AES128-GCM-SHA256", "AES128-SHA", "AES256-GCM-SHA384", "AES256-SHA", "DES-CBC3-SHA",
        "ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-ECDSA-AES256-SHA",
        "ECDHE-ECDSA-CHACHA20-POLY1305",
        "ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-SHA", "ECDHE-RSA-AES256-GCM-SHA384", "ECDHE-RSA-AES256-SHA",
        "ECDHE-RSA-CHACHA20-POLY1305",
    ];

    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        foreach (ServerEntry entry in model.Servers)
        {
            if (entry.Server is HttpsServer { Tls: { } tls })
            {
                CheckCredential(entry, tls, found);
                CheckVersions(entry, tls, found);
                CheckNames(entry, tls, found);
                CheckCiphers(entry, tls, found);
            }
        }
    }

    private static void CheckCredential(ServerEntry entry, ServerTls tls, List<Diagnostic> found)
    {
        if (tls.CredentialName.Length == 0)
        {
            found.Add(ModelDiagnostics.InvalidCredential.At(
                entry.At("tls/credentialName"), "The HTTPS server has no TLS settings: nothing names the Secret with its certificate.",
                "Name a Secret in the gateway's namespace: WithTls(\"details-cert\"), or tls.credentialName in YAML."));
        }
        else if (!Syntax.IsDnsSubdomain(tls.CredentialName))
        {
            found.Add(ModelDiagnostics.InvalidCredential.At(
                entry.At("tls/credentialName"), $"credentialName '{tls.CredentialName}' is not the name of a Secret.",
                "Name a Secret in the gateway's namespace, without namespace or scheme."));
        }
        else if (tls.CredentialName.EndsWith("-cacert", StringComparison.Ordinal))
        {
            found.Add(ModelDiagnostics.InvalidCredential.At(
                entry.At("tls/credentialName"), $"credentialName '{tls.CredentialName}' names the Secret of client CAs.",
                "Name the Secret with certificate and key; Istio finds the one that ends in '-cacert' itself."));
        }
    }

    private static void CheckVersions(ServerEntry entry, ServerTls tls, List<Diagnostic> found)
    {
        TlsVersion min = tls.MinVersion ?? TlsVersion.Tls12;
        TlsVersion max = tls.MaxVersion ?? TlsVersion.Tls13;
        if (min > max)
        {
            found.Add(ModelDiagnostics.TlsVersionOrder.At(
                entry.At("tls/minVersion"), $"minVersion {min} is above maxVersion {max}.",
                "Swap the two, or set both: the defaults are Tls12 and Tls13."));
        }

        if (min < TlsVersion.Tls12 && tls.CipherSuites.IsEmpty)
        {
            found.Add(ModelDiagnostics.OldTlsWithoutCiphers.At(
                entry.At("tls/minVersion"), $"minVersion {min} has no effect without cipher suites.",
                "List cipher suites of that version, or raise minVersion to Tls12."));
        }
    }

    private static void CheckNames(ServerEntry entry, ServerTls tls, List<Diagnostic> found)
    {
        if (!tls.SubjectAltNames.IsEmpty && tls.Mode == TlsTermination.Simple)
        {
            found.Add(ModelDiagnostics.InvalidSubjectAltNames.At(
                entry.At("tls/subjectAltNames"), "subjectAltNames are given, but mode Simple asks for no client certificate.",
                "Use mode Mutual or OptionalMutual, or leave the names out."));
        }

        for (int i = 0; i < tls.SubjectAltNames.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(tls.SubjectAltNames[i]))
            {
                found.Add(
                    ModelDiagnostics.InvalidSubjectAltNames.At(
                        entry.At($"tls/subjectAltNames/{i}"), "A subjectAltName is empty.", "Remove it."));
            }
        }
    }

    private static void CheckCiphers(ServerEntry entry, ServerTls tls, List<Diagnostic> found)
    {
        for (int i = 0; i < tls.CipherSuites.Count; i++)
        {
            string cipher = tls.CipherSuites[i];
            if (!KnownCiphers.Contains(cipher))
            {
                Report(entry.At($"tls/cipherSuites/{i}"), $"Cipher suite '{cipher}' is unknown to Istio, which leaves it out.",
                    "Use OpenSSL's names, for example 'ECDHE-RSA-AES128-GCM-SHA256'.", found);
            }
            else if (tls.CipherSuites.AsSpan()[..i].Contains(cipher))
            {
                Report(entry.At($"tls/cipherSuites/{i}"), $"Cipher suite '{cipher}' is given twice.", "Remove one.", found);
            }
        }

        if (!tls.CipherSuites.IsEmpty && tls.MinVersion == TlsVersion.Tls13)
        {
            Report(entry.At("tls/cipherSuites"), "Cipher suites have no effect with minVersion Tls13.",
                "Leave them out: TLS 1.3 has its own.", found);
        }
    }

    private static void Report(string path, string message, string help, List<Diagnostic> found) =>
        found.Add(ModelDiagnostics.CipherSuites.At(path, message, help));
}
