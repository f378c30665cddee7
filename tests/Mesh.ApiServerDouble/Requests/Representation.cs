using System.Text;
using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Json;
using Mesh.ApiServerDouble.Resources;
using Mesh.ApiServerDouble.Storage;

namespace Mesh.ApiServerDouble.Requests;

/// <summary>The forms in which objects go over the wire: JSON, YAML, metadata only, table.</summary>
internal sealed class Representation
{
    private static readonly string[] Known = ["PartialObjectMetadata", "PartialObjectMetadataList", "Table"];

    private readonly ResourceType _type;
    private readonly string _version;
    private readonly string _as = "";

    private readonly DateTimeOffset _now;

    public Representation(ApiRequest request, ResourceType type, string version)
    {
        _now = request.Now;
        _type = type;
        _version = version;
        string accept = request.Header("Accept");
        foreach (string range in accept.Length == 0 ? ["*/*"] : accept.Split(','))
        {
            string[] parts = [.. range.Split(';').Select(part => part.Trim())];
            string form = parts.FirstOrDefault(part => part.StartsWith("as=", StringComparison.Ordinal))?[3..] ?? "";
            if (parts[0] is "application/json" or "application/yaml" or "application/*" or "*/*"
                && (form.Length == 0 || Known.Contains(form)))
            {
                IsYaml = parts[0] == "application/yaml";
                _as = form;
                return;
            }
        }

        throw new ApiException(406, "NotAcceptable",
            "only the following media types are accepted: application/json, application/yaml, application/vnd.kubernetes.protobuf");
    }

    public bool IsYaml { get; }

    public string ContentType => IsYaml ? "application/yaml" : "application/json";

    private bool IsPlain => _as.Length == 0 && !IsYaml;

    /// <summary>One object.</summary>
    public Answer Object(int status, StoredObject stored) =>
        IsPlain && _version == _type.Storage.Name ? new(status, ContentType, stored.Utf8) : Object(status, stored.Content);

    public Answer Object(int status, JsonObject content) => _as == "Table"
        ? Write(status, Tables.Of(_type, _version, [content], content.Object("metadata").Text("resourceVersion") ?? "", _now))
        : Write(status, Shape(content));

    /// <summary>The object of a watch event.</summary>
    public JsonObject Shape(JsonObject content)
    {
        JsonObject result = _as.StartsWith("Partial", StringComparison.Ordinal)
            ? new()
            {
                ["kind"] = "PartialObjectMetadata",
                ["apiVersion"] = "meta.k8s.io/v1",
                ["metadata"] = content["metadata"]?.DeepClone(),
            }
            : content.Copy();
        if (_as.Length == 0)
        {
            result["apiVersion"] = _type.ApiVersion(_version);
        }

        return result;
    }

    public Answer List(IReadOnlyList<StoredObject> items, string revision, string continuation, long? remaining)
    {
        JsonObject metadata = new() { ["resourceVersion"] = revision };
        if (continuation.Length > 0 || (!_type.IsBuiltIn && _as.Length == 0))
        {
            metadata["continue"] = continuation;
        }

        if (remaining is { } count)
        {
            metadata["remainingItemCount"] = count;
        }

        if (_as == "Table")
        {
            JsonObject table = Tables.Of(_type, _version, items.Select(item => item.Content), revision, _now);
            table["metadata"] = metadata;
            return Write(200, table);
        }

        (string kind, string apiVersion) = _as.Length > 0
            ? ("PartialObjectMetadataList", "meta.k8s.io/v1")
            : (_type.ListKind, _type.ApiVersion(_version));
        if (IsPlain && _version == _type.Storage.Name)
        {
            return new(200, ContentType, Join(kind, apiVersion, metadata, items));
        }

        JsonArray shaped = new([.. items.Select(item => Shape(item.Content))]);
        return Write(200, new JsonObject { ["kind"] = kind, ["apiVersion"] = apiVersion, ["metadata"] = metadata, ["items"] = shaped });
    }

    /// <summary>Puts the cached bytes of the items together; a list of thousands costs no new trees.</summary>
    private byte[] Join(string kind, string apiVersion, JsonObject metadata, IReadOnlyList<StoredObject> items)
    {
        byte[] head = Encoding.UTF8.GetBytes(
            $"{{\"kind\":\"{kind}\",\"apiVersion\":\"{apiVersion}\",\"metadata\":{JsonValues.ToText(metadata)},\"items\":[");
        using MemoryStream stream = new(head.Length + items.Sum(item => item.Utf8.Length + 1) + 2);
        stream.Write(head);
        for (int index = 0; index < items.Count; index++)
        {
            if (index > 0)
            {
                stream.WriteByte((byte)',');
            }

            stream.Write(_type.IsBuiltIn ? items[index].ItemUtf8 : items[index].Utf8);
        }

        stream.Write("]}"u8);
        return stream.ToArray();
    }

    private Answer Write(int status, JsonObject content) => new(status, ContentType,
        IsYaml ? Encoding.UTF8.GetBytes(YamlText.Write(content)) : JsonValues.ToUtf8(content));
}
