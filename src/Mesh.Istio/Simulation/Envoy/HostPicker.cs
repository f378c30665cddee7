using Mesh.LoadBalancing;

namespace Mesh.Istio.Simulation.Envoy;

/// <summary>Chooses a host among a fixed set by the load balancing policy.</summary>
internal sealed class HostPicker
{
    private readonly int[] _hosts;
    private readonly LbPolicy _policy;
    private readonly EdfScheduler? _byWeight;
    private readonly Warmup? _warmup;
    private int _next;

    internal HostPicker(ReadOnlySpan<int> hosts, ReadOnlySpan<HostSlot> slots, LbPolicy policy, Warmup? warmup, ref SeededRandom random)
    {
        _hosts = hosts.ToArray();
        _policy = policy;
        _warmup = warmup;
        _next = hosts.IsEmpty ? 0 : random.Next(hosts.Length);
        bool equal = true;
        foreach (int host in hosts)
        {
            equal &= slots[host].Weight == slots[hosts[0]].Weight && warmup?.IsNew(slots[host]) != true;
        }

        if (equal || policy == LbPolicy.Random)
        {
            return;
        }

        _byWeight = new EdfScheduler(hosts.Length);
        foreach (int host in hosts)
        {
            _byWeight.Add(host, WeightOf(slots[host]), random.NextDouble());
        }
    }

    /// <summary>The set.</summary>
    internal ReadOnlySpan<int> Hosts => _hosts;

    /// <summary>The host for the next request, or -1 when the set is empty.</summary>
    internal int Pick(ReadOnlySpan<HostSlot> slots, ref SeededRandom random)
    {
        if (_hosts.Length == 0)
        {
            return -1;
        }

        if (_byWeight is not null)
        {
            int host = _byWeight.Peek();
            double weight = WeightOf(slots[host]);
            _byWeight.Requeue(_policy == LbPolicy.LeastRequest ? weight / (slots[host].ActiveRequests + 1) : weight);
            return host;
        }

        if (_policy == LbPolicy.RoundRobin)
        {
            _next = _next + 1 >= _hosts.Length ? 0 : _next + 1;
            return _hosts[_next];
        }

        int first = _hosts[random.Next(_hosts.Length)];
        if (_policy == LbPolicy.Random || _hosts.Length == 1)
        {
            return first;
        }

        int second = _hosts[random.Next(_hosts.Length)];
        return slots[second].ActiveRequests < slots[first].ActiveRequests ? second : first;
    }

    private double WeightOf(in HostSlot host) => host.Weight * (_warmup?.FactorOf(host) ?? 1);
}
