using Mesh.Inventories;

namespace Mesh.Istio.Failures;

/// <summary>
/// Who is behind an address, over all clusters as they were observed; what fails there is another question. One book serves forecasts,
/// simulations and the analyzer. Thread-safe.
/// </summary>
internal sealed class AddressBook
{
    private const int MostNames = 8;
    private readonly Dictionary<string, ClusterAddresses> _clusters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<ClusterAddresses>> _pods = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<ClusterAddresses>> _external = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<ClusterAddresses>> _nodes = new(StringComparer.Ordinal);
    private readonly Func<string, string, int, ServiceInfo?> _gatewayOf;

    /// <param name="clusters">The clusters; one that is given several times has what any of them has.</param>
    /// <param name="gatewayOf">The gateway of a cluster that serves a host on a port.</param>
    public AddressBook(IEnumerable<ClusterInventory> clusters, Func<string, string, int, ServiceInfo?> gatewayOf)
    {
        _gatewayOf = gatewayOf;
        foreach (IGrouping<string, ClusterInventory> cluster in clusters.GroupBy(cluster => cluster.Name, StringComparer.Ordinal))
        {
            var addresses = new ClusterAddresses(cluster.Key, [.. cluster]);
            _clusters.Add(cluster.Key, addresses);
            Index(_pods, addresses.Pods, addresses);
            Index(_external, addresses.External, addresses);
            Index(_nodes, addresses.Nodes, addresses);
        }
    }

    /// <summary>
    /// In the labelled cluster, else in the one that istiod read the endpoint in, else in the caller's,
    /// else wherever it is an address that is reached from outside, else wherever it is a
    /// pod's. Names of Services are those of the caller's cluster, as its DNS says. In the labelled cluster an address that nobody has (of
    /// a proxy in front, say) leads to the gateway that serves the host on the same port.
    /// </summary>
    public AddressOwner Find(AddressQuestion question)
    {
        // A name may stand for another name; one that stands for itself ends.
        for (int i = 0; i < MostNames && _clusters.GetValueOrDefault(question.Caller)?.StandsFor(question) is { } name; i++)
        {
            question = question with { Address = name };
        }

        if (_clusters.GetValueOrDefault(question.Caller)?.Named(question) is { } named)
        {
            return named;
        }

        if (question.Labelled.Length == 0)
        {
            return _clusters.GetValueOrDefault(question.Registry)?.Find(question.Address, question.Port)
                ?? _clusters.GetValueOrDefault(question.Caller)?.Find(question.Address, question.Port) ?? Elsewhere(question);
        }

        if (!_clusters.TryGetValue(question.Labelled, out ClusterAddresses? labelled))
        {
            return new AddressOwner.Nobody(question.Labelled, $"cluster {question.Labelled} was not observed");
        }

        return labelled.Find(question.Address, question.Port)
            ?? (_gatewayOf(question.Labelled, question.Host, question.Port) is { } gateway
                ? labelled.OwnerOf(gateway, question.Port)
                : new AddressOwner.Nobody(question.Labelled, $"nothing in cluster {question.Labelled} has it"));
    }

    /// <summary>
    /// The Service of another cluster that an address leads to from outside; <see langword="null"/> when there is none, or when several
    /// clusters have it.
    /// </summary>
    public (string Cluster, ServiceInfo Service)? Outside(string address, string caller) =>
        _external.GetValueOrDefault(address) is [var only] && only.Name != caller ? (only.Name, only.ExternalService(address)!) : null;

    private AddressOwner Elsewhere(AddressQuestion question)
    {
        if (_external.TryGetValue(question.Address, out List<ClusterAddresses>? outside))
        {
            return One(outside, question);
        }

        List<ClusterAddresses> nodes = (_nodes.GetValueOrDefault(question.Address) ?? [])
            .FindAll(cluster => cluster.Find(question.Address, question.Port) is AddressOwner.Service);
        if (nodes.Count > 0)
        {
            return One(nodes, question);
        }

        if (!_pods.TryGetValue(question.Address, out List<ClusterAddresses>? pods))
        {
            return new AddressOwner.Nobody("", "no cluster of the inventory has it");
        }

        // Pods of another network may have the same addresses without anybody being wrong.
        string network = _clusters.GetValueOrDefault(question.Caller)?.Network ?? "";
        List<ClusterAddresses> near = pods.FindAll(cluster => cluster.Network == network);
        return One(near.Count > 0 ? near : pods, question);
    }

    private static AddressOwner One(List<ClusterAddresses> clusters, AddressQuestion question) => clusters is [var only]
        ? only.Find(question.Address, question.Port) ?? new AddressOwner.Nobody(only.Name, $"nothing in cluster {only.Name} has it")
        : new AddressOwner.Nobody(
            "", $"the clusters {string.Join(
                ", ", clusters.Select(cluster => cluster.Name).Order(
                    StringComparer.Ordinal))} all have it, and nothing says which one is meant");

    private static void Index(Dictionary<string, List<ClusterAddresses>> index, IEnumerable<string> addresses, ClusterAddresses cluster)
    {
        foreach (string address in addresses)
        {
            if (!index.TryGetValue(address, out List<ClusterAddresses>? clusters))
            {
                index.Add(address, clusters = []);
            }

            clusters.Add(cluster);
        }
    }
}
