namespace Mesh.Conformance.Tests.Envoy;

/// <summary>The requests that one simulated run sent from one step of a script to the next.</summary>
internal sealed class RemovalStep
{
    private readonly Dictionary<string, (int Count, double First, double Last)> _byEndpoint = [];

    internal int Requests { get; private set; }

    internal void Add(string endpoint, double sentAfter)
    {
        Requests++;
        _byEndpoint[endpoint] = _byEndpoint.TryGetValue(endpoint, out (int Count, double First, double Last) seen)
            ? (seen.Count + 1, Math.Min(seen.First, sentAfter), Math.Max(seen.Last, sentAfter))
            : (1, sentAfter, sentAfter);
    }

    internal int Count(string endpoint) =>
        _byEndpoint.TryGetValue(endpoint, out (int Count, double First, double Last) seen) ? seen.Count : 0;

    internal double? First(string endpoint) =>
        _byEndpoint.TryGetValue(endpoint, out (int Count, double First, double Last) seen) ? seen.First : null;

    internal double? Last(string endpoint) =>
        _byEndpoint.TryGetValue(endpoint, out (int Count, double First, double Last) seen) ? seen.Last : null;

    internal IEnumerable<string> Endpoints => _byEndpoint.Keys;
}
