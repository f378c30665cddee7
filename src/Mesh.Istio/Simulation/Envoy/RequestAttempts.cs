using Mesh.LoadBalancing;

namespace Mesh.Istio.Simulation.Envoy;

/// <summary>
/// The tries of one request: which hosts it saw, and the load that its retries use. Keep one per worker and <see cref="Begin"/> each
/// request with it.
/// </summary>
internal sealed class RequestAttempts
{
    /// <summary>How many tries share a load before <c>previous_priorities</c> looks again; istiod writes 2.</summary>
    private const int UpdateFrequency = 2;

    private int[] _hosts = new int[4];
    private bool[] _attempted = [];
    private int _forgottenBefore;
    private int _computedFor;
    private bool _hasLoad;

    /// <summary>The number of tries so far.</summary>
    internal int Count { get; private set; }

    /// <summary>The hosts tried so far, in order.</summary>
    internal ReadOnlySpan<int> Hosts => _hosts.AsSpan(0, Count);

    /// <summary>Percent per priority for healthy hosts, after <see cref="LeavePriorities"/>.</summary>
    internal int[] HealthyLoad { get; private set; } = [];

    /// <summary>Percent per priority for degraded hosts, after <see cref="LeavePriorities"/>.</summary>
    internal int[] DegradedLoad { get; private set; } = [];

    /// <summary>Starts the next request.</summary>
    internal void Begin()
    {
        Count = 0;
        _forgottenBefore = 0;
        _computedFor = 0;
        _hasLoad = false;
    }

    internal void Add(int host)
    {
        if (Count == _hosts.Length)
        {
            Array.Resize(ref _hosts, Count * 2);
        }

        _hosts[Count++] = host;
    }

    /// <summary>
    /// After every second try, computes the load without the priorities tried so far; once none is left, all of them count again
    /// (Envoy <c>previous_priorities</c>).
    /// </summary>
    /// <returns>Whether the retry uses its own load instead of the normal one.</returns>
    internal bool LeavePriorities(ReadOnlySpan<PriorityHosts> hosts, ReadOnlySpan<HostSlot> slots, int overprovisioningFactor)
    {
        int attempts = Count - _forgottenBefore;
        if (attempts < UpdateFrequency)
        {
            return false;
        }

        if (attempts % UpdateFrequency != 0 || _computedFor == Count)
        {
            return _hasLoad;
        }

        _computedFor = Count;
        Clear(hosts.Length);
        foreach (int host in Hosts[_forgottenBefore..])
        {
            _attempted[slots[host].Priority] = true;
        }

        _hasLoad = PriorityLoadCalculator.ComputeWithout(_attempted, hosts, overprovisioningFactor, HealthyLoad, DegradedLoad);
        if (!_hasLoad)
        {
            Array.Clear(_attempted);
            _forgottenBefore = Count;
            _hasLoad = PriorityLoadCalculator.ComputeWithout(_attempted, hosts, overprovisioningFactor, HealthyLoad, DegradedLoad);
        }

        return _hasLoad;
    }

    private void Clear(int priorities)
    {
        if (_attempted.Length != priorities)
        {
            _attempted = new bool[priorities];
            HealthyLoad = new int[priorities];
            DegradedLoad = new int[priorities];
        }

        Array.Clear(_attempted);
    }
}
