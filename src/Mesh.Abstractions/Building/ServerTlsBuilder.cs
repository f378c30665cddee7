using Mesh.Diagnostics;

namespace Mesh;

/// <summary>Describes how a server terminates TLS.</summary>
public sealed class ServerTlsBuilder : ModelBuilder<ServerTlsBuilder>
{
    internal ServerTlsBuilder(ServerTls tls, string path, List<Diagnostic> problems)
        : base(path, problems) => Value = tls;

    internal ServerTls Value { get; private set; }

    /// <summary>Says which Secret holds the certificate. Required.</summary>
    /// <param name="credentialName">A Secret in the gateway's namespace.</param>
    /// <returns>The builder.</returns>
    public ServerTlsBuilder WithCredential(string credentialName)
    {
        ArgumentNullException.ThrowIfNull(credentialName);
        return Do(() => Value = Value with { CredentialName = credentialName });
    }

    /// <summary>Says who shows a certificate. Default <see cref="TlsTermination.Simple"/>: the gateway only.</summary>
    /// <param name="mode">The mode.</param>
    /// <returns>The builder.</returns>
    public ServerTlsBuilder WithMode(TlsTermination mode) => Do(() => Value = Value with { Mode = mode });

    /// <summary>Says which TLS versions are accepted. Default 1.2 to 1.3.</summary>
    /// <param name="min">The oldest; <see langword="null"/> means 1.2.</param>
    /// <param name="max">The newest; <see langword="null"/> means 1.3.</param>
    /// <returns>The builder.</returns>
    public ServerTlsBuilder WithVersions(TlsVersion? min, TlsVersion? max = null) =>
        Do(() => Value = Value with { MinVersion = min, MaxVersion = max });

    /// <summary>Says which cipher suites are accepted up to TLS 1.2. By default those of Envoy.</summary>
    /// <param name="cipherSuites">The suites in OpenSSL's names.</param>
    /// <returns>The builder.</returns>
    public ServerTlsBuilder WithCipherSuites(params string[] cipherSuites)
    {
        ArgumentNullException.ThrowIfNull(cipherSuites);
        return Do(() => Value = Value with { CipherSuites = [.. cipherSuites] });
    }

    /// <summary>Says which names client certificates must show one of. By default any name that the CA vouches for.</summary>
    /// <param name="subjectAltNames">The names; only for modes that ask for a client certificate.</param>
    /// <returns>The builder.</returns>
    public ServerTlsBuilder WithSubjectAltNames(params string[] subjectAltNames)
    {
        ArgumentNullException.ThrowIfNull(subjectAltNames);
        return Do(() => Value = Value with { SubjectAltNames = [.. subjectAltNames] });
    }
}
