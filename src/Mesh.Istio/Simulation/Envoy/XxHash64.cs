using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Mesh.Istio.Simulation.Envoy;

/// <summary>The hash of Envoy's consistent hashing: xxHash of 64 bits.</summary>
internal static class XxHash64
{
    private const ulong P1 = 11400714785074694791;
    private const ulong P2 = 14029467366897019727;
    private const ulong P3 = 1609587929392839161;
    private const ulong P4 = 9650029242287828579;
    private const ulong P5 = 2870177450012600261;

    public static ulong Of(string text, ulong seed = 0) => Of(Encoding.UTF8.GetBytes(text), seed);

    private static ulong Of(ReadOnlySpan<byte> data, ulong seed)
    {
        unchecked
        {
            ulong length = (ulong)data.Length;
            ulong hash = data.Length >= 32 ? Stripes(ref data, seed) : seed + P5;
            return Finish(Tail(data, hash + length));
        }
    }

    private static ulong Stripes(ref ReadOnlySpan<byte> data, ulong seed)
    {
        unchecked
        {
            ulong a = seed + P1 + P2;
            ulong b = seed + P2;
            ulong c = seed;
            ulong d = seed - P1;
            while (data.Length >= 32)
            {
                a = Round(a, Read(data));
                b = Round(b, Read(data[8..]));
                c = Round(c, Read(data[16..]));
                d = Round(d, Read(data[24..]));
                data = data[32..];
            }

            ulong hash = BitOperations.RotateLeft(a, 1) + BitOperations.RotateLeft(b, 7)
                + BitOperations.RotateLeft(c, 12) + BitOperations.RotateLeft(d, 18);
            return Merge(Merge(Merge(Merge(hash, a), b), c), d);
        }
    }

    private static ulong Tail(ReadOnlySpan<byte> data, ulong hash)
    {
        unchecked
        {
            for (; data.Length >= 8; data = data[8..])
            {
                hash = (BitOperations.RotateLeft(hash ^ Round(0, Read(data)), 27) * P1) + P4;
            }

            if (data.Length >= 4)
            {
                hash = (BitOperations.RotateLeft(hash ^ (BinaryPrimitives.ReadUInt32LittleEndian(data) * P1), 23) * P2) + P3;
                data = data[4..];
            }

            foreach (byte one in data)
            {
                hash = BitOperations.RotateLeft(hash ^ (one * P5), 11) * P1;
            }

            return hash;
        }
    }

    private static ulong Finish(ulong hash)
    {
        unchecked
        {
            hash = (hash ^ (hash >> 33)) * P2;
            hash = (hash ^ (hash >> 29)) * P3;
            return hash ^ (hash >> 32);
        }
    }

    private static ulong Round(ulong sum, ulong input) => unchecked(BitOperations.RotateLeft(sum + (input * P2), 31) * P1);

    private static ulong Merge(ulong hash, ulong sum) => unchecked(((hash ^ Round(0, sum)) * P1) + P4);

    private static ulong Read(ReadOnlySpan<byte> data) => BinaryPrimitives.ReadUInt64LittleEndian(data);
}
