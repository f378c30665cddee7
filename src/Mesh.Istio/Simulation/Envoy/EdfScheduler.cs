namespace Mesh.Istio.Simulation.Envoy;

/// <summary>
/// Weighted turns, earliest deadline first: over time each member is chosen in proportion to its weight (Envoy <c>edf_scheduler.h</c>).
/// </summary>
internal sealed class EdfScheduler
{
    private readonly PriorityQueue<int, (double Deadline, long Order)> _queue;
    private long _order;

    internal EdfScheduler(int capacity) => _queue = new PriorityQueue<int, (double, long)>(capacity);

    /// <summary>
    /// Adds a member somewhere inside its first turn; <paramref name="phase"/> is random in [0, 1), so that proxies do not march in step.
    /// </summary>
    internal void Add(int member, double weight, double phase) => _queue.Enqueue(member, (phase / weight, _order++));

    internal int Peek() => _queue.Peek();

    /// <summary>Gives the member whose turn it was its next one.</summary>
    internal void Requeue(double weight)
    {
        _queue.TryPeek(out int member, out (double Deadline, long Order) turn);
        _queue.DequeueEnqueue(member, (turn.Deadline + (1 / weight), _order++));
    }
}
