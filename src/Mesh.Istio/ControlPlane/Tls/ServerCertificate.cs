namespace Mesh.Istio.ControlPlane.Tls;

/// <summary>The certificate that a server shows.</summary>
/// <param name="Names">Its names: a SPIFFE identity, or host names.</param>
/// <param name="IsOfMesh">Whether the mesh's own authority signed it, which is no root of any system.</param>
internal sealed record ServerCertificate(ValueList<string> Names, bool IsOfMesh)
{
    /// <summary>Why a client does not accept it; <see langword="null"/> when it does.</summary>
    /// <param name="sent">What the client asks for.</param>
    /// <param name="authority">The request's host; empty without request.</param>
    public string? Problem(SentTls sent, string authority)
    {
        if (sent.Trusts.Length == 0)
        {
            return null;
        }

        if (sent.Trusts == UpstreamTls.SystemRoots && IsOfMesh)
        {
            return "the client trusts the roots of its system only, and the server's certificate is of the mesh";
        }

        ValueList<string> wanted = sent.ChecksAuthority ? [WithoutPort(authority)] : sent.Accepts;
        return wanted.IsEmpty || Names.Any(wanted.Contains) ? null
            : $"the server's certificate is for {string.Join(", ", Names)}, and the client accepts {string.Join(", ", wanted)}";
    }

    private static string WithoutPort(string authority)
    {
        int colon = authority.LastIndexOf(':');
        return colon > 0 && !authority.EndsWith(']') ? authority[..colon] : authority;
    }
}
