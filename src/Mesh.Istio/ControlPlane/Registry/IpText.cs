using System.Net;

namespace Mesh.Istio.ControlPlane.Registry;

internal static class IpText
{
    // IPAddress.TryParse alone accepts "1" and "0x7f.1", which Go's netip does not.
    public static bool IsAddress(string text) =>
        IPAddress.TryParse(text, out IPAddress? address)
        && (text.Contains(':', StringComparison.Ordinal) || address.ToString() == text);
}
