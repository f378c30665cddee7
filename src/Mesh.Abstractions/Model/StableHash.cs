using System.Globalization;
using System.Text;

namespace Mesh;

/// <summary>
/// The hash in generated names: FNV-1a, 64 bits, of the UTF-8 text. It depends on nothing but the text, so names stay the same for ever:
/// <c>organizations/tetrate/tenants/dev/workspaces/bookinfo-ws</c> gives <c>3f33545c770e7109</c>.
/// </summary>
public static class StableHash
{
    /// <summary>How long a hash is, in characters.</summary>
    public const int Length = 16;

    private const ulong OffsetBasis = 0xcbf29ce484222325;
    private const ulong Prime = 0x100000001b3;

    /// <summary>Hashes a text, usually a full <see cref="ModelPath"/>.</summary>
    /// <param name="text">The text.</param>
    /// <returns>16 lower-case hex digits.</returns>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        ulong hash = OffsetBasis;
        foreach (byte octet in Encoding.UTF8.GetBytes(text))
        {
            hash = unchecked((hash ^ octet) * Prime);
        }

        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }
}
