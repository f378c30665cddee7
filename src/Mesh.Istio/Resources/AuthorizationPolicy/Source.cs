using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>What identifies a sender: every list that is not empty must match. Texts may start or end with <c>*</c>.</summary>
public sealed record Source : IMessage<Source>
{
    /// <summary>Identities from certificates: <c>trust-domain/ns/namespace/sa/account</c>.</summary>
    public ValueList<string> Principals { get; init; }

    /// <summary>Identities that are excepted.</summary>
    public ValueList<string> NotPrincipals { get; init; }

    /// <summary>Identities from tokens: <c>issuer/subject</c>.</summary>
    public ValueList<string> RequestPrincipals { get; init; }

    /// <summary>Identities from tokens that are excepted.</summary>
    public ValueList<string> NotRequestPrincipals { get; init; }

    /// <summary>Namespaces from certificates.</summary>
    public ValueList<string> Namespaces { get; init; }

    /// <summary>Namespaces that are excepted.</summary>
    public ValueList<string> NotNamespaces { get; init; }

    /// <summary>
    /// Service accounts from certificates, as <c>namespace/account</c> or <c>account</c>; at most 16. Excludes principals and namespaces.
    /// </summary>
    public ValueList<string> ServiceAccounts { get; init; }

    /// <summary>Service accounts that are excepted; at most 16.</summary>
    public ValueList<string> NotServiceAccounts { get; init; }

    /// <summary>Trust domains from certificates.</summary>
    public ValueList<string> TrustDomains { get; init; }

    /// <summary>Trust domains that are excepted.</summary>
    public ValueList<string> NotTrustDomains { get; init; }

    /// <summary>Addresses of the connection, as IP or CIDR.</summary>
    public ValueList<string> IpBlocks { get; init; }

    /// <summary>Addresses of the connection that are excepted.</summary>
    public ValueList<string> NotIpBlocks { get; init; }

    /// <summary>Addresses of the original client, from <c>X-Forwarded-For</c> or the PROXY header.</summary>
    public ValueList<string> RemoteIpBlocks { get; init; }

    /// <summary>Addresses of the original client that are excepted.</summary>
    public ValueList<string> NotRemoteIpBlocks { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Texts("principals"u8, Principals);
        fields.Texts("notPrincipals"u8, NotPrincipals);
        fields.Texts("requestPrincipals"u8, RequestPrincipals);
        fields.Texts("notRequestPrincipals"u8, NotRequestPrincipals);
        fields.Texts("namespaces"u8, Namespaces);
        fields.Texts("notNamespaces"u8, NotNamespaces);
        fields.Texts("serviceAccounts"u8, ServiceAccounts);
        fields.Texts("notServiceAccounts"u8, NotServiceAccounts);
        fields.Texts("trustDomains"u8, TrustDomains);
        fields.Texts("notTrustDomains"u8, NotTrustDomains);
        fields.Texts("ipBlocks"u8, IpBlocks);
        fields.Texts("notIpBlocks"u8, NotIpBlocks);
        fields.Texts("remoteIpBlocks"u8, RemoteIpBlocks);
        fields.Texts("notRemoteIpBlocks"u8, NotRemoteIpBlocks);
    }

    static Source IMessage<Source>.Read(FieldReader fields) => new()
    {
        Principals = fields.Texts("principals"),
        NotPrincipals = fields.Texts("notPrincipals"),
        RequestPrincipals = fields.Texts("requestPrincipals"),
        NotRequestPrincipals = fields.Texts("notRequestPrincipals"),
        Namespaces = fields.Texts("namespaces"),
        NotNamespaces = fields.Texts("notNamespaces"),
        ServiceAccounts = fields.Texts("serviceAccounts"),
        NotServiceAccounts = fields.Texts("notServiceAccounts"),
        TrustDomains = fields.Texts("trustDomains"),
        NotTrustDomains = fields.Texts("notTrustDomains"),
        IpBlocks = fields.Texts("ipBlocks"),
        NotIpBlocks = fields.Texts("notIpBlocks"),
        RemoteIpBlocks = fields.Texts("remoteIpBlocks"),
        NotRemoteIpBlocks = fields.Texts("notRemoteIpBlocks"),
    };
}
