using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Json;

namespace Mesh.ApiServerDouble.Storage;

/// <summary>A stored version of an object. The tree is never changed after it was stored.</summary>
internal sealed class StoredObject(string @namespace, string name, JsonObject content, long revision)
{
    private byte[]? _utf8;
    private byte[]? _itemUtf8;

    public string Namespace { get; } = @namespace;

    public string Name { get; } = name;

    public JsonObject Content { get; } = content;

    public long Revision { get; } = revision;

    public string Key => KeyOf(Namespace, Name);

    public string Uid => Content.Object("metadata").Text("uid") ?? "";

    /// <summary>The content as it goes over the wire in the stored version.</summary>
    public byte[] Utf8 => _utf8 ??= JsonValues.ToUtf8(Content);

    /// <summary>The content as an item of a built-in list, which carries no apiVersion and kind.</summary>
    public byte[] ItemUtf8 => _itemUtf8 ??= JsonValues.ToUtf8(WithoutType());

    public static string KeyOf(string @namespace, string name) => @namespace.Length == 0 ? name : @namespace + "/" + name;

    private JsonObject WithoutType()
    {
        JsonObject item = Content.Copy();
        item.Remove("apiVersion");
        item.Remove("kind");
        return item;
    }
}
