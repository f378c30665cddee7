namespace Mesh.Istio.Failures;

/// <summary>Some of the failures of a table or a proof, by their numbers.</summary>
internal readonly struct FailureSet
{
    private const int BitsPerWord = 64;
    private readonly ulong[]? _words;

    private FailureSet(ulong[] words) => _words = words;

    public static FailureSet Of(int failure, int count)
    {
        ulong[] words = new ulong[(count + BitsPerWord - 1) / BitsPerWord];
        words[failure / BitsPerWord] = 1UL << (failure % BitsPerWord);
        return new FailureSet(words);
    }

    public bool IsEmpty => _words is null;

    public bool Contains(int failure) => _words is { } words && (words[failure / BitsPerWord] >> (failure % BitsPerWord) & 1) != 0;

    /// <summary>Both together; the larger one itself where it holds the other.</summary>
    public FailureSet With(FailureSet other)
    {
        if (other._words is not { } right || ReferenceEquals(right, _words))
        {
            return this;
        }

        if (_words is not { } left)
        {
            return other;
        }

        bool isSuperset = true;
        for (int i = 0; i < left.Length && isSuperset; i++)
        {
            isSuperset = (right[i] & ~left[i]) == 0;
        }

        if (isSuperset)
        {
            return this;
        }

        ulong[] words = new ulong[left.Length];
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = left[i] | right[i];
        }

        return new FailureSet(words);
    }

    /// <summary>The numbers of the failures, the smallest first.</summary>
    public IEnumerable<int> Numbers()
    {
        for (int i = 0; _words is not null && i < _words.Length * BitsPerWord; i++)
        {
            if (Contains(i))
            {
                yield return i;
            }
        }
    }
}
