using System.Text.Unicode;
using Mesh.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace Mesh.Documents;

/// <summary>
/// Reads the objects of a list in a file one after the other: the file is never in memory as a whole, nor are the trees of its objects.
/// </summary>
internal sealed class JsonListFile(
    SafeFileHandle file, JsonListOutline outline, ReadBudget budget, int pieceBytes = JsonListOutline.PieceBytes)
{
    private readonly DocumentScratch _scratch = new();

    // The bytes in memory, and where in the file and in its lines they begin.
    private byte[] _piece = new byte[pieceBytes];
    private int _begin;
    private int _end;
    private long _offset = outline.Start;
    private TextPosition _position = new(1, 1);

    public JsonListOutline Outline { get; } = outline;

    /// <summary>The objects, each as a document of its own, with their places in the file.</summary>
    /// <param name="unread">The fields of an object that are passed over.</param>
    public IEnumerable<DocumentSet> Read(PassedOver? unread)
    {
        foreach ((long start, int length) in Outline.Items)
        {
            string? failure = MoveTo(start, length);
            if (failure is not null)
            {
                yield return new DocumentSet([], [new DocumentError(_position, failure)]);
                yield break;
            }

            // An object that holds something that is no text keeps no other from being read.
            yield return JsonDocumentReader.ReadPart(_piece.AsMemory(_begin, length), _position, budget, _scratch, unread);
            _scratch.Clear();
        }
    }

    // Brings an object to where the bytes in memory begin; says what keeps it from that.
    private string? MoveTo(long start, int length)
    {
        try
        {
            if (!MoveTo(start) || !Has(length))
            {
                return "The file became shorter while it was read.";
            }
        }
        catch (IOException e)
        {
            return $"The file cannot be read: {e.GetType().Name}.";
        }

        // It was valid when it was looked at; somebody may write into the file.
        return Utf8.IsValid(_piece.AsSpan(_begin, length)) ? null : "The file changed while it was read.";
    }

    // As a whole: no character is cut where a piece ends.
    private bool MoveTo(long start)
    {
        int passed = (int)(start - _offset);
        if (!Has(passed))
        {
            return false;
        }

        _position = _position.After(_piece.AsSpan(_begin, passed));
        _begin += passed;
        _offset += passed;
        return true;
    }

    private bool Has(int length)
    {
        while (_end - _begin < length)
        {
            if (!Fill())
            {
                return false;
            }
        }

        return true;
    }

    private bool Fill()
    {
        _piece.AsSpan(_begin, _end - _begin).CopyTo(_piece);
        (_begin, _end) = (0, _end - _begin);
        if (_end == _piece.Length)
        {
            Array.Resize(ref _piece, _piece.Length * 2);
        }

        int read = RandomAccess.Read(file, _piece.AsSpan(_end), _offset + _end);
        _end += read;
        return read > 0;
    }
}
