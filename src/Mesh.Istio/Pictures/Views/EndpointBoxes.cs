using System.Globalization;
using System.Net;
using Mesh.Istio.Failures;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Pictures.Views;

/// <summary>The boxes of who is behind endpoints' addresses.</summary>
/// <param name="addresses">Who is behind an address.</param>
/// <param name="clusterLabel">The label that names an endpoint's cluster.</param>
/// <param name="draft">Where boxes are added.</param>
internal sealed class EndpointBoxes(AddressBook addresses, string clusterLabel, WayDraft draft)
{
    // In every cluster of a mesh the same addresses are endpoints of the same hosts.
    private readonly Dictionary<(string Address, uint Port, string Labelled, string Host), int> _known = [];

    /// <summary>The number of the box behind an endpoint.</summary>
    /// <param name="cluster">The cluster whose callers use the endpoint.</param>
    /// <param name="namespaceName">The namespace of the ServiceEntry.</param>
    /// <param name="host">The host of the ServiceEntry.</param>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="port">The port of the endpoint.</param>
    public int Of(string cluster, string namespaceName, string host, WorkloadEndpoint endpoint, uint port)
    {
        string address = endpoint.Address ?? "", labelled = endpoint.Labels.TryGetValue(clusterLabel, out string? name) ? name : "";
        if (labelled.Length == 0 || !IsIp(address))
        {
            return BoxOf(cluster, namespaceName, host, address, port, labelled);
        }

        if (!_known.TryGetValue((address, port, labelled, host), out int box))
        {
            _known.Add((address, port, labelled, host), box = BoxOf(cluster, namespaceName, host, address, port, labelled));
        }

        return box;
    }

    // Names are what the caller's DNS says, and an address without a cluster may be one of the caller's own.
    private static bool IsIp(string address) =>
        IPAddress.TryParse(address, out _) && (address.Contains(':', StringComparison.Ordinal) || address.AsSpan().Count('.') == 3);

    private int BoxOf(string cluster, string namespaceName, string host, string address, uint port, string labelled)
    {
        string at = string.Create(CultureInfo.InvariantCulture, $"{address}:{port}");
        AddressOwner owner = addresses.Find(new AddressQuestion(address, (int)port, labelled, "", cluster, namespaceName, host));
        return owner switch
        {
            AddressOwner.Service service => draft.Node(
                service.Cluster, TopologyNodeKind.Gateway, $"{service.Info.Namespace}/{service.Info.Name}", $"at {at}"),
            AddressOwner.Pod { Workload: { } pod } => draft.Node(owner.Cluster, TopologyNodeKind.Service, $"{pod.Namespace}/{pod.Name}"),
            _ => draft.Node(owner.Cluster, TopologyNodeKind.Service, at, "nothing observed there"),
        };
    }
}
