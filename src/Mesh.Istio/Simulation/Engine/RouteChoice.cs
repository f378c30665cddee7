using Mesh.Istio.ControlPlane;
using Mesh.Istio.ControlPlane.Routing;
using Mesh.Istio.Simulation.Envoy;

namespace Mesh.Istio.Simulation.Engine;

/// <summary>What a proxy does with requests of one kind: the clusters by weight, what is sent there, retries, timeout and faults.</summary>
internal sealed class RouteChoice
{
    private readonly ClusterRuntime?[] _clusters;
    private readonly SimCall[] _sent;
    private readonly (ClusterRuntime Cluster, double Part)[] _mirrors;
    private readonly int[] _weights;
    private readonly int _sum;

    public RouteChoice(CallResult result, ProxyNode node, SimCall call)
    {
        Result = result;
        Call = call;
        Name = result.RouteConfig is null ? "-" : result.Route is { Length: > 0 } name ? name : "-";
        Retry = RetryPolicies.Of(result.Retries);
        Timeout = result.Rule?.Timeout is { } timeout && timeout > TimeSpan.Zero ? timeout.Ticks : null;
        _clusters = [.. result.Targets.Select(target => node.Cluster(target.Cluster))];
        _sent = [.. result.Targets.Select(call.Via)];
        // A copy for a cluster that the proxy does not have is not made.
        _mirrors = [.. result.Mirrors.Select(mirror => (Cluster: node.Cluster(mirror.Cluster), mirror.Percent))
            .Where(mirror => mirror.Cluster is not null)
            .Select(mirror => (mirror.Cluster!, mirror.Percent / 100))];
        // With hashes istiod leaves the predicate out that keeps retries off hosts that were tried.
        if (Retry is not null && result.Retries?.RetryIgnorePreviousHosts is null
            && Array.Exists(_clusters, cluster => cluster?.Definition.Hash is not null))
        {
            Retry = Retry with { AvoidsPreviousHosts = false };
        }

        _weights = [.. result.Targets.Select(target => Math.Max(0, target.Weight))];
        _sum = (int)Math.Min(int.MaxValue, _weights.Sum(weight => (long)weight));
    }

    // A copy: one cluster, one try, and the time that the request itself has.
    private RouteChoice(RouteChoice original, ClusterRuntime cluster, SimCall call)
    {
        Result = original.Result with { Fault = null };
        Call = call;
        Name = original.Name;
        Timeout = original.Timeout;
        _clusters = [cluster];
        _sent = [call];
        _mirrors = [];
        _weights = [1];
        _sum = 1;
    }

    public CallResult Result { get; }

    /// <summary>The request as it comes to the proxy.</summary>
    public SimCall Call { get; }

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

    /// <summary>The faults that the route injects; <see langword="null"/> for none.</summary>
    public RouteFault? Fault => Result.Fault;

    /// <summary>Whether the proxy answers by itself: a redirect or a direct response.</summary>
    public bool AnswersItself => _clusters.Length == 0;

    /// <summary>The cluster of the next request; <see langword="null"/> when the proxy has none of that name.</summary>
    /// <param name="random">Decides between several.</param>
    /// <param name="sent">The request as it is sent there.</param>
    public ClusterRuntime? Choose(ref SeededRandom random, out SimCall sent)
    {
        int i = 0;
        if (_clusters.Length > 1 && _sum > 0)
        {
            int turn = random.Next(_sum);
            while (i < _weights.Length - 1 && turn >= _weights[i])
            {
                turn -= _weights[i++];
            }
        }

        sent = _sent[i];
        return _clusters[i];
    }

    /// <summary>The copies of a request that are sent beside it.</summary>
    public IEnumerable<RouteChoice> Copies(SimCall sent, Func<double> random)
    {
        foreach ((ClusterRuntime cluster, double part) in _mirrors)
        {
            if (part >= 1 || random() < part)
            {
                yield return new RouteChoice(this, cluster, sent);
            }
        }
    }

    /// <summary>
    /// The status with which a gateway refuses such a request from outside; <see langword="null"/> when it lets it pass, and for all
    /// others.
    /// </summary>
    public int? Refusal { get; init; }

    public bool HasMirrors => _mirrors.Length > 0;
}
