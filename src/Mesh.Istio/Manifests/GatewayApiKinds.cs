using Mesh.Documents;
using Mesh.Istio.Fields;

namespace Mesh.Istio.Manifests;

/// <summary>Recognises objects of the Kubernetes Gateway API, in its stable and experimental groups.</summary>
internal static class GatewayApiKinds
{
    // What GatewayApi/DerivedResources makes Istio objects of, or reads beside them.
    private static readonly string[] Followed =
        ["GatewayClass", "Gateway", "HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "ReferenceGrant", "ListenerSet"];

    private static readonly string[] Kinds = [.. Followed, "UDPRoute", "XListenerSet", "BackendTLSPolicy", "XBackendTrafficPolicy"];

    /// <summary>Whether Mesh does with the kind what istiod does.</summary>
    public static bool IsFollowed(string kind) => Followed.Contains(kind, StringComparer.Ordinal);

    /// <summary>The object; <see langword="null"/> for one of another API.</summary>
    public static GatewayApiObject? Read(MappingNode mapping, string group, string kind)
    {
        if (group is not ("gateway.networking.k8s.io" or "gateway.networking.x-k8s.io") || !Kinds.Contains(kind, StringComparer.Ordinal))
        {
            return null;
        }

        DocumentNode? metadata = mapping["metadata"];
        DocumentNode? parents = (mapping["spec"] as MappingNode)?["parentRefs"];
        return new GatewayApiObject(kind, Text(metadata, "namespace"), Text(metadata, "name"))
        {
            IsForMesh = parents is SequenceNode list && list.Items.Any(parent => Text(parent, "kind") is "Service" or "ServiceEntry"),
            Document = new KeptDocument(mapping),
        };
    }

    private static string Text(DocumentNode? node, string key) => (node as MappingNode)?[key] is ScalarNode scalar ? scalar.Text : "";
}
