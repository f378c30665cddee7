using Mesh.Documents;

namespace Mesh.Istio.Manifests;

/// <summary>Recognises objects of the Kubernetes Gateway API, in its stable and experimental groups.</summary>
internal static class GatewayApi
{
    // GatewayClasses say who makes gateways, not what these route.
    private static readonly string[] Kinds =
    [
        "Gateway", "HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute", "ReferenceGrant", "ListenerSet", "XListenerSet",
        "BackendTLSPolicy", "XBackendTrafficPolicy",
    ];

    /// <summary>The object; <see langword="null"/> for one of another API.</summary>
    public static UnreadObject? Read(MappingNode mapping, string group, string kind)
    {
        if (group is not ("gateway.networking.k8s.io" or "gateway.networking.x-k8s.io") || !Kinds.Contains(kind, StringComparer.Ordinal))
        {
            return null;
        }

        DocumentNode? metadata = mapping["metadata"];
        DocumentNode? parents = (mapping["spec"] as MappingNode)?["parentRefs"];
        return new UnreadObject(kind, Text(metadata, "namespace"), Text(metadata, "name"))
        {
            IsForMesh = parents is SequenceNode list && list.Items.Any(parent => Text(parent, "kind") is "Service" or "ServiceEntry"),
        };
    }

    private static string Text(DocumentNode? node, string key) => (node as MappingNode)?[key] is ScalarNode scalar ? scalar.Text : "";
}
