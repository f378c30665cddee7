using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.Win32.SafeHandles;

namespace Mesh.Documents;

/// <summary>
/// What a file says of itself that is one list of objects in JSON, as kubectl prints it, and where its objects lie: found by looking
/// through the file in pieces, so that its objects can be read one after the other afterwards, whatever the order of its fields.
/// </summary>
/// <param name="Start">Where the text begins in the file: behind a byte order mark.</param>
/// <param name="Kind">The list's kind; it ends in <c>List</c>.</param>
/// <param name="ApiVersion">The list's version; empty where it says none.</param>
/// <param name="Items">The bytes of each object: where the first lies, and how many there are.</param>
internal sealed record JsonListOutline(int Start, string Kind, string ApiVersion, IReadOnlyList<(long Start, int Length)> Items)
{
    /// <summary>How much of a file is in memory at once, unless one object is longer.</summary>
    public const int PieceBytes = 1 << 20;

    /// <summary>Looks through a file.</summary>
    /// <returns>Null where the file is anything else than such a list from beginning to end: then it is to be read as a whole.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static JsonListOutline? Find(SafeFileHandle file, ReadBudget budget, int pieceBytes = PieceBytes)
    {
        byte[] piece = new byte[pieceBytes];
        int filled = RandomAccess.Read(file, piece, 0);
        int start = piece.AsSpan(0, filled).StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        int used = start;
        long offset = 0;
        var look = new JsonListLook();
        var state = new JsonReaderState(new JsonReaderOptions { MaxDepth = budget.Limits.MaxDepth });
        try
        {
            do
            {
                piece.AsSpan(used, filled - used).CopyTo(piece);
                filled -= used;
                offset += used;
                if (filled == piece.Length)
                {
                    // A text that is longer than the piece.
                    Array.Resize(ref piece, piece.Length * 2);
                }

                int read = RandomAccess.Read(file, piece.AsSpan(filled), offset + filled);
                filled += read;
                var reader = new Utf8JsonReader(piece.AsSpan(0, filled), isFinalBlock: read == 0, state);
                while (reader.Read())
                {
                    if (!look.Take(ref reader, offset))
                    {
                        return null;
                    }
                }

                used = (int)reader.BytesConsumed;
                state = reader.CurrentState;
                if (read == 0)
                {
                    return look.Found(start);
                }
            }
            while (!budget.IsSpent && Utf8.IsValid(piece.AsSpan(0, used)));

            return null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No JSON, or a name in it is no text.
            return null;
        }
    }
}
