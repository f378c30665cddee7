using System.Globalization;
using System.Net;

namespace Mesh.Istio.ControlPlane.Authorization;

/// <summary>What a policy says of addresses and ports.</summary>
internal static class AddressConditions
{
    public static Condition? Source(string value) => Of(value, static facts => facts.Address);

    public static Condition? Remote(string value) => Of(value, static facts => facts.RemoteAddress);

    public static Condition? Destination(string value) => Of(value, static facts => facts.OwnAddress);

    /// <summary>The workload's port, not the Service's.</summary>
    public static Condition? Port(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port <= ushort.MaxValue
            ? facts => Conditions.Of(facts.Port == port)
            : null;

    private static Condition? Of(string value, Func<InboundFacts, string?> select)
    {
        int slash = value.IndexOf('/', StringComparison.Ordinal);
        if (!IPAddress.TryParse(slash < 0 ? value : value[..slash], out IPAddress? prefix))
        {
            return null;
        }

        int most = prefix.GetAddressBytes().Length * 8;
        int length = most;
        if (slash >= 0
            && (!int.TryParse(value.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out length) || length > most))
        {
            return null;
        }

        byte[] wanted = prefix.GetAddressBytes();
        return facts => select(facts) is { } text ? Conditions.Of(IPAddress.TryParse(text, out IPAddress? address)
            && Contains(wanted, length, address.GetAddressBytes())) : Matching.Depends;
    }

    private static bool Contains(byte[] prefix, int length, byte[] address)
    {
        if (prefix.Length != address.Length)
        {
            return false;
        }

        for (int bit = 0; bit < length; bit++)
        {
            int mask = 0x80 >> (bit % 8);
            if ((prefix[bit / 8] & mask) != (address[bit / 8] & mask))
            {
                return false;
            }
        }

        return true;
    }
}
