namespace Mesh.Istio.Forecasting.Proofs;

/// <summary>Choices of some of the numbers below a limit, in lexical order.</summary>
internal static class Combinations
{
    /// <summary>How many there are, at most <see cref="long.MaxValue"/>.</summary>
    public static long Count(int of, int size)
    {
        UInt128 count = 1;
        for (int i = 0; i < size; i++)
        {
            count = count * (UInt128)(of - i) / (UInt128)(i + 1);
            if (count > long.MaxValue)
            {
                return long.MaxValue;
            }
        }

        return (long)count;
    }

    /// <summary>The sum, at most <see cref="long.MaxValue"/>.</summary>
    public static long Add(long left, long right) => left > long.MaxValue - right ? long.MaxValue : left + right;

    /// <summary>All of a size.</summary>
    public static IEnumerable<int[]> Of(int of, int size)
    {
        int[] chosen = [.. Enumerable.Range(0, size)];
        while (true)
        {
            yield return (int[])chosen.Clone();
            int i = size - 1;
            while (i >= 0 && chosen[i] == of - size + i)
            {
                i--;
            }

            if (i < 0)
            {
                yield break;
            }

            chosen[i]++;
            for (int next = i + 1; next < size; next++)
            {
                chosen[next] = chosen[next - 1] + 1;
            }
        }
    }

    /// <summary>How many of the same size come before one in lexical order.</summary>
    public static long Rank(int of, int[] chosen)
    {
        long rank = 0;
        int next = 0;
        for (int i = 0; i < chosen.Length; i++)
        {
            for (; next < chosen[i]; next++)
            {
                rank = Add(rank, Count(of - next - 1, chosen.Length - i - 1));
            }

            next++;
        }

        return rank;
    }
}
