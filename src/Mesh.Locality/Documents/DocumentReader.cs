using System.Text;
using System.Text.Unicode;
using Mesh.Diagnostics;

namespace Mesh.Documents;

/// <summary>Reads YAML and JSON text, single or many documents, into trees with positions. Never throws for what the text holds.</summary>
internal static class DocumentReader
{
    /// <summary>Reads all documents of a text.</summary>
    /// <param name="utf8">The text in UTF-8, with or without byte order mark.</param>
    /// <returns>The documents that could be read and the errors of the others; empty documents are left out.</returns>
    public static DocumentSet Read(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Span.StartsWith(Encoding.UTF8.Preamble))
        {
            utf8 = utf8[Encoding.UTF8.Preamble.Length..];
        }

        if (!Utf8.IsValid(utf8.Span))
        {
            return Unreadable("The file is not UTF-8 text.");
        }

        ReadOnlySpan<byte> text = utf8.Span.TrimStart(" \t\r\n"u8);
        bool json = text.StartsWith("{"u8) || text.StartsWith("["u8);
        if (!json)
        {
            return YamlDocumentReader.Read(Encoding.UTF8.GetString(utf8.Span));
        }

        DocumentSet asJson = JsonDocumentReader.Read(utf8);
        if (asJson.Errors.Count == 0)
        {
            return asJson;
        }

        // A flow mapping such as {a: b} is YAML; if it is neither, JSON's message is the one that helps.
        DocumentSet asYaml = YamlDocumentReader.Read(Encoding.UTF8.GetString(utf8.Span));
        return asYaml.Errors.Count == 0 ? asYaml : asJson;
    }

    private static DocumentSet Unreadable(string message) => new([], [new DocumentError(new TextPosition(1, 1), message)]);
}
