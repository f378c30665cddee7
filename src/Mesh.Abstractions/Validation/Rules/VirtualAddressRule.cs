using System.Net;
using System.Net.Sockets;
using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>
/// The virtual address of a TCP host is one IP address that can be nobody's own, and tells the host from all others on its port.
/// </summary>
internal sealed class VirtualAddressRule : IModelRule
{
    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        var first = new Dictionary<(IPAddress Address, int Port), ServerEntry>();
        foreach (ServerEntry entry in model.Servers)
        {
            if (entry.Server is not TcpServer { Address: { } text } server)
            {
                continue;
            }

            if (!IsUsable(text, out IPAddress address))
            {
                found.Add(ReachDiagnostics.InvalidAddress.At(
                    entry.At("address"), $"address '{text}' is not an IP address that a host can have.",
                    "Use an address that belongs to nothing, for example one of 240.0.0.0/8, or leave it out where sidecars answer DNS."));
            }
            else if (!first.TryAdd((address, server.Port), entry))
            {
                CheckPair(first[(address, server.Port)], entry, found);
            }
        }
    }

    // Of a host that several gateways serve every server may say the address.
    private static void CheckPair(ServerEntry first, ServerEntry entry, List<Diagnostic> found)
    {
        if (!string.Equals(first.Server.Hostname, entry.Server.Hostname, StringComparison.OrdinalIgnoreCase))
        {
            Report(first, entry, found);
            Report(entry, first, found);
        }
    }

    private static void Report(ServerEntry entry, ServerEntry other, List<Diagnostic> found) => found.Add(
        ReachDiagnostics.AddressUsedTwice.At(
            entry.At("address"),
            $"address '{((TcpServer)entry.Server).Address}' and port {entry.Server.Port} are those of host '{other.Server.Hostname}' too; "
                + "sidecars would send the connections of both to one of them.",
            "Give every TCP host an address of its own."));

    // As istiod reads it: one address, without zone and without prefix; what names a machine itself, nobody or everybody is no host's.
    private static bool IsUsable(string text, out IPAddress address) =>
        IPAddress.TryParse(text, out address!)
        && (address.AddressFamily == AddressFamily.InterNetworkV6
            ? !text.Contains('%', StringComparison.Ordinal) && !text.Contains('[', StringComparison.Ordinal)
            : text == address.ToString())
        && !IPAddress.IsLoopback(address) && !address.IsIPv4MappedToIPv6
        && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any) && !address.Equals(IPAddress.Broadcast)
        && !address.IsIPv6Multicast && !address.IsIPv6LinkLocal
        && !IsMulticastOrLinkLocal(address);

    private static bool IsMulticastOrLinkLocal(IPAddress address)
    {
        byte[] bytes = address.GetAddressBytes();
        return bytes.Length == 4 && (bytes[0] is >= 224 and < 240 or 0 || (bytes[0], bytes[1]) == (169, 254));
    }
}
