namespace Mesh.Istio.ControlPlane.Routing;

/// <summary>A filter chain of a gateway's TLS listener: the server names that it is for, and the server or the cluster behind it.</summary>
/// <param name="ServerNames">The server names; empty for any.</param>
/// <param name="Server">The server.</param>
/// <param name="Cluster">The cluster that bytes are passed on to; <see langword="null"/> where HTTP is looked at.</param>
internal sealed record GatewayChain(ValueList<string> ServerNames, GatewayServer Server, string? Cluster)
{
    /// <summary>Whether only Istio's mutual TLS passes.</summary>
    public bool NeedsIstioProtocols { get; init; }

    /// <summary>Whether it is for HTTP without TLS.</summary>
    public bool IsPlainHttp { get; init; }

    /// <summary>0 when the name does not match; higher the more exactly it does.</summary>
    public int Rank(string sni)
    {
        int best = 0;
        foreach (string name in ServerNames)
        {
            best = Math.Max(
                best, name == sni ? int.MaxValue : Mesh.Istio.ControlPlane.Visibility.HostName.IsSubsetOf(sni, name) ? name.Length : 0);
        }

        return best;
    }
}
