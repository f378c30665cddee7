namespace Mesh.Istio.Forecasting.Proofs;

/// <summary>Some failures by their numbers, the smallest first; in lexical order.</summary>
internal sealed class Combination : IEquatable<Combination>, IComparable<Combination>
{
    private Combination(int[] numbers) => Numbers = numbers;

    public static Combination None { get; } = new([]);

    public int[] Numbers { get; }

    public bool Contains(int failure) => Array.BinarySearch(Numbers, failure) >= 0;

    public Combination With(int failure)
    {
        int[] numbers = [.. Numbers, failure];
        Array.Sort(numbers);
        return new Combination(numbers);
    }

    public int CompareTo(Combination? other) => Numbers.AsSpan().SequenceCompareTo(other is null ? default : other.Numbers);

    public bool Equals(Combination? other) => other is not null && Numbers.AsSpan().SequenceEqual(other.Numbers);

    public override bool Equals(object? obj) => Equals(obj as Combination);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (int number in Numbers)
        {
            hash.Add(number);
        }

        return hash.ToHashCode();
    }
}
