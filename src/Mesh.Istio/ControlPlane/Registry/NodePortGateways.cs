using Mesh.Documents;
using Mesh.Inventories;

namespace Mesh.Istio.ControlPlane.Registry;

/// <summary>
/// Services of type NodePort that are reached at nodes from outside: those that say with an annotation at which ones (istio
/// <c>kube/controller/controller.go</c> updateServiceNodePortAddresses).
/// </summary>
internal static class NodePortGateways
{
    /// <summary>The annotation; its value are labels of nodes in JSON, <c>{}</c> for all nodes.</summary>
    public const string NodeSelector = "traffic.istio.io/nodeSelector";

    /// <summary>Whether the Service asks to be reached at nodes.</summary>
    public static bool IsAtNodes(ServiceInfo service) => service.Type == "NodePort" && service.Annotations.ContainsKey(NodeSelector);

    /// <summary>The external addresses of the nodes that the annotation means.</summary>
    public static IEnumerable<string> AddressesOf(ServiceInfo service, ClusterInventory cluster) =>
        IsAtNodes(service) && SelectorOf(service) is { } selector
            ? cluster.Nodes.Where(node => LabelMatch.Matches(selector, node.Labels)).SelectMany(node => node.ExternalAddresses)
            : [];

    private static ValueMap<string>? SelectorOf(ServiceInfo service)
    {
        DocumentSet text = DocumentReader.Read(System.Text.Encoding.UTF8.GetBytes(service.Annotations[NodeSelector]));
        return text.Errors.Count == 0 && text.Documents is [MappingNode labels]
            ? labels.Entries.Where(entry => entry.Value is ScalarNode)
                .ToDictionary(entry => entry.Key, entry => ((ScalarNode)entry.Value).Text, StringComparer.Ordinal).ToValueMap()
            : null;
    }
}
