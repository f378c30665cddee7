using System.Text;
using Mesh.Diagnostics;

namespace Mesh.Documents;

/// <summary>Lines and columns of UTF-8.</summary>
internal static class TextPositions
{
    extension(TextPosition position)
    {
        /// <summary>The place behind some text that begins at this one.</summary>
        /// <param name="utf8">Whole characters in UTF-8.</param>
        public TextPosition After(ReadOnlySpan<byte> utf8)
        {
            int lines = utf8.Count((byte)'\n');
            ReadOnlySpan<byte> onLine = lines == 0 ? utf8 : utf8[(utf8.LastIndexOf((byte)'\n') + 1)..];
            return new TextPosition(position.Line + lines, (lines == 0 ? position.Column : 1) + Encoding.UTF8.GetCharCount(onLine));
        }
    }
}
