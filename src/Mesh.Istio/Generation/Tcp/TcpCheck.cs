using System.Net;
using Mesh.Diagnostics;
using Mesh.Inventories;

namespace Mesh.Istio.Generation.Tcp;

/// <summary>
/// Finds TCP hosts that sidecars cannot tell from others, and says what a failover of a TCP host costs. Of a TCP connection a sidecar sees
/// address and port alone.
/// </summary>
internal static class TcpCheck
{
    public static void Run(IReadOnlyList<ServedHost> hosts, ClusterMap clusters, ICollection<Diagnostic> diagnostics)
    {
        ServedHost[] tcp = [.. hosts.Where(host => host.Server is TcpServer)];
        if (tcp.Length == 0)
        {
            return;
        }

        CheckListeners(tcp, hosts, clusters, diagnostics);
        CheckAddresses(tcp, clusters, diagnostics);
        foreach (ServedHost host in tcp.Where(host => host.Sites.Count > 1))
        {
            diagnostics.Add(SurroundingsDiagnostics.TcpConnectionsLost.At(
                host.Entry.Path,
                $"Connections to host '{host.Hostname}' are not repeated: when the gateway or the pods of the place in use die, up to "
                    + $"{ThresholdOf(host) + 1} new ones fail until it is left, 25 to 28 at 20 a second when two places die together, "
                    + "and connections that "
                    + "are open break.",
                "Nothing; clients of TCP hosts must connect again by themselves."));
        }
    }

    private static void CheckListeners(
        ServedHost[] tcp, IReadOnlyList<ServedHost> hosts, ClusterMap clusters, ICollection<Diagnostic> diagnostics)
    {
        string[] without = [.. clusters.All.Where(cluster => cluster.Inventory is { } found && found.MeshConfig?.CapturesDns != true)
            .Select(cluster => cluster.Name)];
        if (without.Length == 0)
        {
            return;
        }

        ILookup<int, ServedHost> byPort = hosts.Where(host => host.Address is null).ToLookup(host => host.Server.Port);
        foreach (ServedHost host in tcp.Where(host => host.Address is null))
        {
            string[] others = [.. byPort[host.Server.Port].Where(other => other != host).Select(other => $"'{other.Hostname}'")];
            string where = $"In cluster(s) {string.Join(", ", without)} sidecars do not answer DNS, and host '{host.Hostname}' has no "
                + "address. ";
            diagnostics.Add(others.Length == 0
                ? SurroundingsDiagnostics.TcpWithoutAddress.At(
                    host.Entry.Path,
                    $"{where}Its sidecars listen on port {host.Server.Port} of every address, so every connection of that port that "
                        + "nothing else takes goes "
                        + "to it.",
                    "Give the host an address (WithAddress), or let sidecars answer DNS.")
                : SurroundingsDiagnostics.TcpHostsShareListener.At(
                    host.Entry.Path,
                    $"{where}Host(s) {string.Join(", ", others.Take(5))}{(others.Length > 5 ? " and more" : "")} have port "
                        + $"{host.Server.Port} too: a "
                        + "sidecar listens there for one of them alone.",
                    "Give each of the hosts an address of its own (WithAddress), or another port, or let sidecars answer DNS."));
        }
    }

    private static void CheckAddresses(ServedHost[] tcp, ClusterMap clusters, ICollection<Diagnostic> diagnostics)
    {
        Dictionary<IPAddress, ServedHost[]> addresses = tcp
            .Where(host => host.Address is not null && IPAddress.TryParse(host.Address, out _))
            .GroupBy(host => IPAddress.Parse(host.Address!)).ToDictionary(group => group.Key, group => group.ToArray());
        foreach (ClusterFacts cluster in addresses.Count == 0 ? [] : clusters.All)
        {
            foreach ((string address, string owner) in AddressesOf(cluster.Inventory))
            {
                if (IPAddress.TryParse(address, out IPAddress? parsed) && addresses.TryGetValue(parsed, out ServedHost[]? taken))
                {
                    foreach (ServedHost host in taken)
                    {
                        diagnostics.Add(SurroundingsDiagnostics.AddressInUse.At(
                            $"{host.Entry.Path}/address",
                            $"Address {address} of host '{host.Hostname}' is that of {owner} in cluster '{cluster.Name}'; sidecars "
                                + "would take the "
                                + "connections of one for the other's.",
                            "Use an address that belongs to nothing, for example one of 240.0.0.0/8."));
                    }
                }
            }
        }
    }

    // Pods get other addresses all day, from ranges that nobody takes for a host.
    private static IEnumerable<(string Address, string Owner)> AddressesOf(ClusterInventory? cluster) => cluster is null ? [] :
        cluster.Services.SelectMany(
            service => service.ClusterIps.Concat(service.ExternalAddresses).Distinct(StringComparer.Ordinal),
            (service, address) => (address, $"Service {service.Namespace}/{service.Name}"));

    private static int ThresholdOf(ServedHost host) =>
        host.Settings.OutlierDetection?.ConsecutiveGatewayErrors is { } errors && errors > 0
            ? errors
            : PolicySettings.ConsecutiveGatewayErrors;
}
