using System.Collections.Concurrent;

namespace Mesh.Istio.ControlPlane.Routing;

/// <summary>The filter chains of a gateway's port. What was looked for once is found at once. Thread-safe.</summary>
internal sealed class GatewayChains(GatewayChain[] all)
{
    // Names are those of the callers; who calls with any name is not remembered for ever.
    private const int MostKnown = 100_000;

    private readonly ConcurrentDictionary<(string Sni, bool HasIstioProtocols), GatewayChain?> _known = new();

    public IReadOnlyList<GatewayChain> All => all;

    /// <summary>The chain of a connection: that of the most specific server name, else the one without names.</summary>
    /// <param name="sni">The server name of the handshake; empty for none.</param>
    /// <param name="hasIstioProtocols">Whether the client offers Istio's application protocols.</param>
    public GatewayChain? Find(string sni, bool hasIstioProtocols)
    {
        if (!_known.TryGetValue((sni, hasIstioProtocols), out GatewayChain? chain))
        {
            int best = all.Max(candidate => (int?)candidate.Rank(sni)) ?? 0;
            chain = Array.Find(all, candidate =>
                (best > 0 ? candidate.Rank(sni) == best : candidate.ServerNames.IsEmpty)
                && (!candidate.NeedsIstioProtocols || hasIstioProtocols));
            if (_known.Count < MostKnown)
            {
                _known.TryAdd((sni, hasIstioProtocols), chain);
            }
        }

        return chain;
    }
}
