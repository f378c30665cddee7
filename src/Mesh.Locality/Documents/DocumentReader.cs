using System.Text;
using System.Text.Unicode;
using Mesh.Diagnostics;

namespace Mesh.Documents;

/// <summary>Reads YAML and JSON text, single or many documents, into trees with positions. Never throws for what the text holds.</summary>
/// <remarks>
/// The trees are of our own because System.Text.Json and YamlDotNet stop at the first fault and lose the places of values.
/// </remarks>
internal static class DocumentReader
{
    /// <summary>Reads all documents of a text.</summary>
    /// <param name="utf8">The text in UTF-8, with or without byte order mark.</param>
    /// <param name="limits">What the text may cost; <see cref="ReadLimits.Default"/> when <see langword="null"/>.</param>
    /// <param name="unread">Fields of which nothing needs to be made; YAML holds them all the same.</param>
    /// <returns>The documents that could be read and the errors of the others; empty documents are left out.</returns>
    public static DocumentSet Read(ReadOnlyMemory<byte> utf8, ReadLimits? limits = null, PassedOver? unread = null)
    {
        limits ??= ReadLimits.Default;
        if (utf8.Length > limits.MaxFileBytes)
        {
            return Unreadable($"The text has {utf8.Length} bytes, more than the {limits.MaxFileBytes} that are read.");
        }

        var budget = new ReadBudget(limits);
        if (utf8.Span.StartsWith(Encoding.UTF8.Preamble))
        {
            utf8 = utf8[Encoding.UTF8.Preamble.Length..];
        }

        if (!Utf8.IsValid(utf8.Span))
        {
            return Unreadable("The file is not UTF-8 text.");
        }

        // YamlDotNet takes it for the end: what follows would be gone without a word.
        if (utf8.Span.Contains((byte)0))
        {
            return Unreadable("The file holds a NUL character, as no YAML or JSON does.");
        }

        ReadOnlySpan<byte> text = utf8.Span.TrimStart(" \t\r\n"u8);
        bool json = text.StartsWith("{"u8) || text.StartsWith("["u8);
        if (!json)
        {
            return YamlDocumentReader.Read(utf8, budget);
        }

        DocumentSet asJson = JsonDocumentReader.Read(utf8, budget, unread);
        if (asJson.Errors.All(error => error.KeyTwice) || JsonDocumentReader.IsCutOff(utf8, budget))
        {
            return asJson;
        }

        // A flow mapping such as {a: b} is YAML; if it is neither, JSON's message is the one that helps.
        DocumentSet asYaml = YamlDocumentReader.Read(utf8, budget);
        return asYaml.Errors.Count == 0 ? asYaml : asJson;
    }

    private static DocumentSet Unreadable(string message) => new([], [new DocumentError(new TextPosition(1, 1), message)]);
}
