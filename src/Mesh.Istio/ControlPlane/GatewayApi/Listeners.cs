using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.GatewayApi;

/// <summary>Reads the listeners of Gateways and ListenerSets.</summary>
internal sealed class Listeners(ApiCluster cluster)
{
    private const string Tcp = "TCPRoute";
    private const string Tls = "TLSRoute";

    /// <summary>The listeners of a Gateway and of the ListenerSets that it allows; of two with one port and host the first.</summary>
    public IEnumerable<Listener> Of(ApiObject gateway)
    {
        var taken = new HashSet<(uint Port, string Protocol, string Host)>();
        foreach (ApiObject owner in cluster.Of("ListenerSet").Where(set => IsSetOf(set, gateway)).Prepend(gateway))
        {
            foreach (Field listener in owner.Spec["listeners"].Items)
            {
                string protocol = listener["protocol"].Text ?? "";
                if (listener["port"].Number is { } port && KindsOf(listener, protocol) is { } kinds
                    && taken.Add((port, protocol, listener["hostname"].Text ?? "")))
                {
                    yield return new Listener(owner, listener["name"].Text ?? "", port, HostsOf(owner, listener), kinds)
                    {
                        Gateway = gateway,
                        Protocol = protocol,
                        Host = HostOf(listener),
                        Server = ServerOf(gateway, owner, listener, protocol, port),
                    };
                }
            }
        }
    }

    private bool IsSetOf(ApiObject set, ApiObject gateway)
    {
        Field parent = set.Spec["parentRef"];
        Field allowed = gateway.Spec["allowedListeners"]["namespaces"];
        return parent["name"].Text == gateway.Name && (parent["namespace"].Text ?? set.Namespace) == gateway.Namespace
            && allowed["from"].Text switch
            {
                "All" => true,
                "Same" => set.Namespace == gateway.Namespace,
                "Selector" => cluster.NamespacesOf(allowed["selector"]).Contains(set.Namespace),
                _ => false,
            };
    }

    // Null for protocols that istiod does not serve.
    private static ValueList<string>? KindsOf(Field listener, string protocol)
    {
        string[]? kinds = protocol switch
        {
            "HTTP" or "HTTPS" => ["HTTPRoute", "GRPCRoute"],
            "TCP" => [Tcp],
            "TLS" => listener["tls"]["mode"].Text == "Passthrough" ? [Tls] : [Tls, Tcp],
            _ => null,
        };
        string[] wanted = [.. listener["allowedRoutes"]["kinds"].Items.Select(kind => kind["kind"].Text ?? "")];
        return wanted.Length == 0 ? kinds?.ToValueList() : kinds?.Intersect(wanted, StringComparer.Ordinal).ToValueList();
    }

    private ValueList<string> HostsOf(ApiObject owner, Field listener)
    {
        Field from = listener["allowedRoutes"]["namespaces"];
        string[] namespaces = from["from"].Text switch
        {
            "All" => ["*"],
            "Selector" => [.. cluster.NamespacesOf(from["selector"])],
            "None" => [],
            _ => [owner.Namespace],
        };
        return (namespaces.Length == 0 ? ["~"] : namespaces).Select(value => $"{value}/{HostOf(listener)}").ToValueList();
    }

    private static string HostOf(Field listener) => listener["hostname"].Text is { Length: > 0 } name ? name : "*";

    private Server? ServerOf(ApiObject gateway, ApiObject owner, Field listener, string protocol, uint port)
    {
        bool isTls = protocol is "HTTPS" or "TLS";
        ServerTlsSettings? tls = isTls ? new ListenerTls(cluster, gateway, owner).Of(listener, port) : null;
        return isTls && tls is null ? null : new Server
        {
            Port = new Port { Number = port, Name = "default", Protocol = protocol },
            Hosts = HostsOf(owner, listener),
            Tls = tls,
        };
    }
}
