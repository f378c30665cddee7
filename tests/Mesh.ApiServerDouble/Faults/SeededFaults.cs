namespace Mesh.ApiServerDouble.Faults;

/// <summary>
/// Faults that are a function of a seed and the request: the same request (method and path) gets the same faults at its first, second, …
/// attempt, in whatever order the requests of several clients arrive. Give <see cref="For"/> to <see cref="ApiServer.Faults"/>.
/// </summary>
/// <param name="seed">Another seed, other faults.</param>
/// <param name="rate">The share of requests with a fault, 0 to 1.</param>
/// <param name="faults">The faults to choose from.</param>
public sealed class SeededFaults(int seed, double rate, IReadOnlyList<Fault> faults)
{
    private readonly Dictionary<string, int> _tries = new(StringComparer.Ordinal);

    /// <summary>After so many faults for the same request it is left alone, so that every run ends. 3 by default.</summary>
    public int MostPerRequest { get; init; } = 3;

    /// <summary>The fault for a request; null: none.</summary>
    public Fault? For(RequestRecord request)
    {
        ArgumentNullException.ThrowIfNull(request);
        string key = request.Method + " " + request.Path;
        int number;
        lock (_tries)
        {
            number = _tries.GetValueOrDefault(key);
            _tries[key] = number + 1;
        }

        if (number >= MostPerRequest)
        {
            return null;
        }

        ulong bits = Hash($"{seed}/{number}/{key}");
        return (bits >> 11) * (1.0 / (1UL << 53)) < rate ? faults[(int)(Hash(key + bits) % (ulong)faults.Count)] : null;
    }

    /// <summary>FNV-1a with a final mix: stable on every platform, in contrast to string.GetHashCode.</summary>
    private static ulong Hash(string text)
    {
        ulong hash = 14695981039346656037;
        foreach (char letter in text)
        {
            hash = (hash ^ letter) * 1099511628211;
        }

        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccd;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53;
        return hash ^ (hash >> 33);
    }
}
