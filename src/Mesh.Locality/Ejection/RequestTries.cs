namespace Mesh.Ejection;

/// <summary>The tries of one request: which hosts it saw, and the load that its retries use. Keep one per worker and <see cref="Begin"/> each request with it.</summary>
internal sealed class RequestTries
{
    private int[] _hosts = new int[4];

    /// <summary>The number of tries so far.</summary>
    internal int Count { get; private set; }

    /// <summary>The hosts tried so far, in order.</summary>
    internal ReadOnlySpan<int> Hosts => _hosts.AsSpan(0, Count);

    /// <summary>Where the hosts begin that <c>previous_priorities</c> still holds against their priorities.</summary>
    internal int ForgottenBefore { get; set; }

    /// <summary>The number of tries for which the retry load was computed.</summary>
    internal int LoadComputedFor { get; set; }

    /// <summary>Whether the retry load replaces the normal one.</summary>
    internal bool HasOwnLoad { get; set; }

    internal bool[] Attempted { get; private set; } = [];

    internal int[] HealthyLoad { get; private set; } = [];

    internal int[] DegradedLoad { get; private set; } = [];

    /// <summary>Starts the next request.</summary>
    internal void Begin()
    {
        Count = 0;
        ForgottenBefore = 0;
        LoadComputedFor = 0;
        HasOwnLoad = false;
    }

    internal void Add(int host)
    {
        if (Count == _hosts.Length)
        {
            Array.Resize(ref _hosts, Count * 2);
        }

        _hosts[Count++] = host;
    }

    internal void PrepareLoad(int priorities)
    {
        if (Attempted.Length != priorities)
        {
            Attempted = new bool[priorities];
            HealthyLoad = new int[priorities];
            DegradedLoad = new int[priorities];
        }

        Array.Clear(Attempted);
    }
}
