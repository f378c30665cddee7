using System.Collections.Concurrent;
using Mesh.Istio.Failures;

namespace Mesh.Istio.Forecasting.Engine;

/// <summary>
/// What endpoints do with requests while nothing fails, each with the failures that could change it: in any others it stays. Thread-safe.
/// </summary>
internal sealed class ObservedFates
{
    // Those of a large mesh; more are traced again.
    private const int MostKnown = 400_000;

    private readonly ConcurrentDictionary<TraceKey, (EndpointFate Fate, FailureSet Touched)> _known = new();

    // The dictionary itself locks all of it to be counted.
    private int _count;

    /// <summary>What is known of an endpoint and holds where some failures happen.</summary>
    /// <param name="key">The endpoint and what is sent to it.</param>
    /// <param name="failing">The numbers of the failures; none for the state as observed.</param>
    /// <param name="known">What is known.</param>
    public bool TryFind(TraceKey key, int[] failing, out (EndpointFate Fate, FailureSet Touched) known) =>
        _known.TryGetValue(key, out known) && !Array.Exists(failing, known.Touched.Contains);

    public void Add(TraceKey key, EndpointFate fate, FailureSet touched)
    {
        if (Volatile.Read(ref _count) < MostKnown && _known.TryAdd(key, (fate, touched)))
        {
            Interlocked.Increment(ref _count);
        }
    }
}
