using System.Globalization;

namespace Mesh.Istio.Simulation.Envoy;

/// <summary>
/// Which host a hash belongs to: Envoy's ring (<c>ring_hash_lb.cc</c>) or Maglev table (<c>maglev_lb.cc</c>) of one set of hosts.
/// </summary>
internal sealed class HashedHosts
{
    private const double LargestRing = 8 * 1024 * 1024;
    private readonly (ulong Hash, int Host)[] _ring = [];
    private readonly int[] _table = [];

    private HashedHosts((ulong Hash, int Host)[] ring) => _ring = ring;

    private HashedHosts(int[] table) => _table = table;

    public static HashedHosts? Build(ReadOnlySpan<int> hosts, ReadOnlySpan<HostSlot> slots, HashSettings settings)
    {
        if (hosts.IsEmpty)
        {
            return null;
        }

        var entries = new (string Key, int Host, double Weight)[hosts.Length];
        double sum = 0;
        for (int i = 0; i < entries.Length; i++)
        {
            ref readonly HostSlot slot = ref slots[hosts[i]];
            entries[i] = (KeyOf(slot), hosts[i], slot.Weight);
            sum += slot.Weight;
        }

        for (int i = 0; i < entries.Length; i++)
        {
            entries[i].Weight /= sum;
        }

        return settings.TableSize is { } size ? new HashedHosts(Maglev(entries, size)) : new HashedHosts(Ring(entries,
            settings.MinimumRingSize));
    }

    public int Pick(ulong hash)
    {
        if (_table.Length > 0)
        {
            return _table[hash % (ulong)_table.Length];
        }

        int low = 0;
        int high = _ring.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _ring[middle].Hash < hash ? (middle + 1, high) : (low, middle);
        }

        return _ring[low == _ring.Length ? 0 : low].Host;
    }

    private static string KeyOf(in HostSlot slot)
    {
        string address = slot.Endpoint.Address.Contains(':',
            StringComparison.Ordinal) ? $"[{slot.Endpoint.Address}]" : slot.Endpoint.Address;
        return string.Create(CultureInfo.InvariantCulture, $"{address}:{slot.Endpoint.Port}");
    }

    // The host of the least weight gets a whole number of places; the sums run over all hosts.
    private static (ulong Hash, int Host)[] Ring((string Key, int Host, double Weight)[] entries, ulong minimumSize)
    {
        double least = entries.Min(entry => entry.Weight);
        double scale = Math.Min(Math.Ceiling(least * minimumSize) / least, LargestRing);
        var ring = new List<(ulong Hash, int Host)>((int)Math.Ceiling(scale));
        double wanted = 0;
        foreach ((string key, int host, double weight) in entries)
        {
            wanted += scale * weight;
            for (int i = 0; ring.Count < wanted; i++)
            {
                ring.Add((XxHash64.Of(string.Create(CultureInfo.InvariantCulture, $"{key}_{i}")), host));
            }
        }

        return [.. ring.OrderBy(entry => entry.Hash)];
    }

    private static int[] Maglev((string Key, int Host, double Weight)[] entries, int size)
    {
        entries = [.. entries.OrderBy(entry => entry.Key, StringComparer.Ordinal)];
        double most = entries.Max(entry => entry.Weight);
        int[] table = new int[size];
        Array.Fill(table, -1);
        ulong[] offset = [.. entries.Select(entry => XxHash64.Of(entry.Key) % (ulong)size)];
        ulong[] skip = [.. entries.Select(entry => (XxHash64.Of(entry.Key, 1) % (ulong)(size - 1)) + 1)];
        ulong[] next = new ulong[entries.Length];
        double[] target = new double[entries.Length];
        int filled = 0;
        for (int turn = 1; filled < size; turn++)
        {
            for (int i = 0; i < entries.Length && filled < size; i++)
            {
                // A host with half of the largest weight has every second turn.
                if (turn * entries[i].Weight < target[i])
                {
                    continue;
                }

                target[i] += most;
                ulong place;
                do
                {
                    place = (offset[i] + (skip[i] * next[i]++)) % (ulong)size;
                }
                while (table[place] >= 0);
                table[place] = entries[i].Host;
                filled++;
            }
        }

        return table;
    }
}
