using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mesh.Recordings;

/// <summary>One file of a kind of recordings; <paramref name="Path"/> is relative to the kind's folder, with '/'.</summary>
public sealed record RecordedFile(string Kind, string Path, byte[] Content)
{
    /// <summary>Whether people read it, and no comparison.</summary>
    public bool IsDocumentation => Path.EndsWith(".md", StringComparison.Ordinal);

    /// <summary>The text, unpacked where the content is gzip, whatever the file is called.</summary>
    public string Text
    {
        get
        {
            using Stream content = new MemoryStream(Content);
            using Stream unpacked = Content is [0x1f, 0x8b, ..] ? new GZipStream(content, CompressionMode.Decompress) : content;
            using var reader = new StreamReader(unpacked, Encoding.UTF8);
            return reader.ReadToEnd();
        }
    }

    /// <summary>The content where it is one JSON object, else nothing.</summary>
    public JsonObject? ReadObject()
    {
        try
        {
            return Text is ['{', ..] text ? JsonNode.Parse(text) as JsonObject : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The lines that are not empty.</summary>
    public string[] Lines => Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
