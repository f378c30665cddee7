using Mesh.Istio.ControlPlane;
using Mesh.Istio.Simulation.Envoy;

namespace Mesh.Istio.Simulation.Engine;

/// <summary>What a proxy does with requests of one kind: the clusters by weight, retries and timeout.</summary>
internal sealed class RouteChoice
{
    private readonly ClusterRuntime?[] _clusters;
    private readonly int[] _weights;
    private readonly int _sum;

    public RouteChoice(CallResult result, ProxyNode node)
    {
        Result = result;
        Name = result.RouteConfig is null ? "-" : result.Route is { Length: > 0 } name ? name : "-";
        Retry = RetryPolicies.Of(result.Rule?.Retries);
        Timeout = result.Rule?.Timeout is { } timeout && timeout > TimeSpan.Zero ? timeout.Ticks : null;
        _clusters = [.. result.Targets.Select(target => node.Cluster(target.Cluster))];
        // With hashes istiod leaves the predicate out that keeps retries off hosts that were tried.
        if (Retry is not null && result.Rule?.Retries?.RetryIgnorePreviousHosts is null
            && Array.Exists(_clusters, cluster => cluster?.Definition.Hash is not null))
        {
            Retry = Retry with { AvoidsPreviousHosts = false };
        }

        _weights = [.. result.Targets.Select(target => Math.Max(0, target.Weight))];
        _sum = (int)Math.Min(int.MaxValue, _weights.Sum(weight => (long)weight));
    }

    public CallResult Result { get; }

    /// <summary>Whether the proxy looks at HTTP; else it passes bytes on.</summary>
    public bool IsHttp => Result.RouteConfig is not null;

    /// <summary>The route's name as access logs show it.</summary>
    public string Name { get; }

    /// <summary>Whether the proxy ends TLS and passes on what is inside.</summary>
    public bool EndsTls => Result.EndsTls;

    /// <summary>The retries; <see langword="null"/> when they are off.</summary>
    public RetryPolicy? Retry { get; }

    /// <summary>How long a request may take in ticks; <see langword="null"/> without limit.</summary>
    public long? Timeout { get; }

    /// <summary>Whether the proxy answers by itself: a redirect or a direct response.</summary>
    public bool AnswersItself => _clusters.Length == 0;

    /// <summary>The cluster of the next request; <see langword="null"/> when the proxy has none of that name.</summary>
    public ClusterRuntime? Choose(ref SeededRandom random)
    {
        if (_clusters.Length == 1 || _sum == 0)
        {
            return _clusters[0];
        }

        int turn = random.Next(_sum);
        int i = 0;
        while (i < _weights.Length - 1 && turn >= _weights[i])
        {
            turn -= _weights[i++];
        }

        return _clusters[i];
    }
}
