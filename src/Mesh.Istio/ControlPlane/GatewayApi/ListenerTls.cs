using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.GatewayApi;

/// <summary>How a listener secures its connections (istio <c>gateway/conversion.go</c> buildTLS). Secrets are taken to be there.</summary>
internal sealed class ListenerTls(ApiCluster cluster, ApiObject gateway, ApiObject owner)
{
    private const string TerminateMode = "gateway.istio.io/tls-terminate-mode";
    private const string ListenerProtocol = "gateway.istio.io/listener-protocol";
    private const string NetworkLabel = "topology.istio.io/network";
    private const uint PassthroughPort = 15443;

    /// <summary>The settings; <see langword="null"/> where a certificate of another namespace is not granted.</summary>
    public ServerTlsSettings? Of(Field listener, uint port)
    {
        Field tls = listener["tls"];
        if (tls["mode"].Text == "Passthrough")
        {
            bool isAuto = tls["options"][ListenerProtocol].Text == "auto-passthrough"
                || (port == PassthroughPort && gateway.Metadata["labels"][NetworkLabel].Exists);
            return new ServerTlsSettings { Mode = isAuto ? ServerTlsMode.AutoPassthrough : ServerTlsMode.Passthrough };
        }

        Field[] certificates = [.. tls["certificateRefs"].Items];
        switch (certificates.Length == 0 ? tls["options"][TerminateMode].Text : "")
        {
            case "ISTIO_MUTUAL":
                return new ServerTlsSettings { Mode = ServerTlsMode.IstioMutual };
            case "ISTIO_SIMPLE":
                return new ServerTlsSettings { Mode = ServerTlsMode.Simple, CredentialName = "builtin://" };
        }

        string?[] names = [.. certificates.Select(NameOf)];
        return Array.Exists(names, name => name is null) ? null : WithClients(port, new ServerTlsSettings
        {
            Mode = ModeOf(tls),
            CredentialName = names.Length == 1 ? names[0] : null,
            CredentialNames = names.Length > 1 ? names.OfType<string>().ToValueList() : default,
        });
    }

    private static ServerTlsMode ModeOf(Field tls) => tls["options"][TerminateMode].Text switch
    {
        "MUTUAL" => ServerTlsMode.Mutual,
        "OPTIONAL_MUTUAL" => ServerTlsMode.OptionalMutual,
        _ => ServerTlsMode.Simple,
    };

    private string? NameOf(Field certificate)
    {
        string name = certificate["name"].Text ?? "";
        string home = certificate["namespace"].Text ?? owner.Namespace;
        return cluster.IsGranted(owner, owner.Kind, "Secret", home, name) ? $"kubernetes-gateway://{home}/{name}" : null;
    }

    // Certificates of clients, for all ports or for this one.
    private ServerTlsSettings WithClients(uint port, ServerTlsSettings settings)
    {
        Field frontend = gateway.Spec["tls"]["frontend"];
        Field own = frontend["perPort"].Items.FirstOrDefault(entry => entry["port"].Number == port)["tls"];
        Field validation = (own.Exists ? own : frontend["default"])["validation"];
        Field authority = validation["caCertificateRefs"].Items.FirstOrDefault();
        if (!authority.Exists)
        {
            return settings;
        }

        bool isOptional = validation["mode"].Text == "AllowInsecureFallback";
        string kind = authority["kind"].Text == "ConfigMap" ? "configmap" : "kubernetes-gateway";
        return settings with
        {
            Mode = isOptional ? ServerTlsMode.OptionalMutual : ServerTlsMode.Mutual,
            CaCertCredentialName = $"{kind}://{authority["namespace"].Text ?? gateway.Namespace}/{authority["name"].Text}-cacert",
            InsecureSkipVerify = isOptional,
        };
    }
}
