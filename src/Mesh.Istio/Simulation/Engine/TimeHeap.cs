namespace Mesh.Istio.Simulation.Engine;

/// <summary>Requests that wait, by time and then by order of arrival. Entries are not removed: a newer version of a request makes older ones void.</summary>
internal sealed class TimeHeap
{
    private (long At, long Order, SimRequest Request, int Version)[] _items = new (long, long, SimRequest, int)[64];
    private int _count;
    private long _order;

    public long NextAt => _count == 0 ? long.MaxValue : _items[0].At;

    public void Push(long at, SimRequest request)
    {
        if (_count == _items.Length)
        {
            Array.Resize(ref _items, _count * 2);
        }

        (long At, long Order, SimRequest Request, int Version) item = (at, _order++, request, request.Version);
        int i = _count++;
        while (i > 0 && IsBefore(item, _items[(i - 1) / 2]))
        {
            _items[i] = _items[(i - 1) / 2];
            i = (i - 1) / 2;
        }

        _items[i] = item;
    }

    /// <summary>Takes the first entry; <see langword="null"/> when it is void.</summary>
    public SimRequest? Pop()
    {
        (long At, long Order, SimRequest Request, int Version) first = _items[0];
        (long At, long Order, SimRequest Request, int Version) last = _items[--_count];
        int i = 0;
        while ((i * 2) + 1 < _count)
        {
            int child = (i * 2) + 1;
            child += child + 1 < _count && IsBefore(_items[child + 1], _items[child]) ? 1 : 0;
            if (!IsBefore(_items[child], last))
            {
                break;
            }

            _items[i] = _items[child];
            i = child;
        }

        _items[i] = last;
        return first.Version == first.Request.Version ? first.Request : null;
    }

    private static bool IsBefore(in (long At, long Order, SimRequest Request, int Version) a, in (long At, long Order, SimRequest Request, int Version) b) =>
        a.At < b.At || (a.At == b.At && a.Order < b.Order);
}
