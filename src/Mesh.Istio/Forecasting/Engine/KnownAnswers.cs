using Mesh.Istio.ControlPlane;
using Mesh.Istio.Failures;

namespace Mesh.Istio.Forecasting.Engine;

/// <summary>The answers that were made in one world, for callers that get the same. For one thread.</summary>
internal sealed class KnownAnswers
{
    // The hosts of a large mesh for one caller; callers that get the same come one after the other.
    private const int MostKnown = 20_000;

    private readonly Dictionary<AnswerKey, SharedAnswer> _known = [];
    private readonly Dictionary<ClientProxy, ProxyConfig> _views = new(ReferenceEqualityComparer.Instance);

    /// <summary>The configuration of a proxy that is asked about often; the proxy is the very object.</summary>
    public ProxyConfig ViewOf(ClientProxy proxy, FailedWorld world)
    {
        if (!_views.TryGetValue(proxy, out ProxyConfig? view))
        {
            _views.Add(proxy, view = world.View(proxy.Cluster).Known(proxy));
        }

        return view;
    }

    public SharedAnswer? Find(AnswerKey key) => _known.GetValueOrDefault(key);

    public SharedAnswer Keep(AnswerKey key, SharedAnswer answer)
    {
        if (_known.Count >= MostKnown)
        {
            _known.Clear();
        }

        _known[key] = answer;
        return answer;
    }
}
