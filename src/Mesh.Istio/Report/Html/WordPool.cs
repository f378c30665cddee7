using System.Buffers;
using System.Text.Json;
using Mesh.Istio.Pictures.Svg;

namespace Mesh.Istio.Report.Html;

/// <summary>
/// Texts of a page, cut where names begin and end, each piece once: thousands of sentences that differ in their names alone need little
/// more room than the names.
/// </summary>
internal sealed class WordPool
{
    private const int Overhead = 3;
    private const int PieceSize = 6;

    // What has one of these in it is a name or a number.
    private static readonly SearchValues<char> OfNames = SearchValues.Create("0123456789./-");

    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly List<string> _pieces = [];
    private readonly Dictionary<string, int> _known = new(StringComparer.Ordinal);
    private readonly List<int[]> _sentences = [];

    public IReadOnlyList<string> Pieces => _pieces;

    /// <summary>The room that pieces and sentences need so far as JSON, in bytes.</summary>
    public long Length { get; private set; }

    /// <summary>A text as one piece.</summary>
    public int Word(string text)
    {
        string piece = SvgText.Printable(text);
        if (!_places.TryGetValue(piece, out int place))
        {
            place = _pieces.Count;
            _places.Add(piece, place);
            _pieces.Add(piece);
            Length += JsonEncodedText.Encode(piece).EncodedUtf8Bytes.Length + Overhead;
        }

        return place;
    }

    /// <summary>The sentences, each as the pieces that it is put together from.</summary>
    public IReadOnlyList<int[]> Sentences => _sentences;

    /// <summary>The place of a sentence.</summary>
    public int Sentence(string text)
    {
        if (!_known.TryGetValue(text, out int place))
        {
            place = _sentences.Count;
            int[] pieces = PiecesOf(text);
            _known.Add(text, place);
            _sentences.Add(pieces);
            Length += Overhead + (PieceSize * pieces.Length);
        }

        return place;
    }

    private int[] PiecesOf(string text)
    {
        var pieces = new List<int>();
        int plain = 0;
        for (int at = 0; at < text.Length;)
        {
            int space = text.IndexOf(' ', at);
            int end = space < 0 ? text.Length : space;
            if (text.AsSpan(at, end - at).ContainsAny(OfNames))
            {
                Piece(text[plain..at]);
                Piece(text[at..end]);
                plain = end;
            }

            at = end + 1;
        }

        Piece(text[Math.Min(plain, text.Length)..]);
        return [.. pieces];

        void Piece(string piece)
        {
            if (piece.Length > 0)
            {
                pieces.Add(Word(piece));
            }
        }
    }
}
