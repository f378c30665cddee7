using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Json;
using Mesh.ApiServerDouble.Resources;
using YamlDotNet.Core;

namespace Mesh.ApiServerDouble.Requests;

/// <summary>Bodies of writes: YAML or JSON, keys that occur twice, the kind that the path asks for.</summary>
internal static class Bodies
{
    /// <summary>The body of an apply. A key twice is 400 when strict, a warning by default.</summary>
    public static JsonObject ReadApply(ApiRequest request, WriteOptions options)
    {
        Body body = ReadYaml(request.Body);
        foreach (string text in body.Duplicates.Select(duplicate => $"line {duplicate.Line}: key \"{duplicate.Key}\" already set in map"))
        {
            if (options.IsStrict)
            {
                throw ApiException.BadRequest(
                    "error strict decoding YAML: error converting YAML to JSON: yaml: unmarshal errors:\n  " + text);
            }

            if (options.Warns)
            {
                request.Warnings.Add(text);
            }
        }

        return body.Value as JsonObject ?? [];
    }

    /// <summary>The body of a create or replace, JSON or YAML.</summary>
    public static (
        JsonObject Content, IReadOnlyList<DuplicateKey> Duplicates) ReadObject(ApiRequest request, ResourceType type, string version)
    {
        if (request.ContentType is not ("application/json" or "application/yaml" or ""))
        {
            string types = type.IsBuiltIn
                ? "application/json, application/yaml, application/vnd.kubernetes.protobuf"
                : "application/json, application/yaml";
            throw new ApiException(
                415, "UnsupportedMediaType", "the body of the request was in an unknown format - accepted media types include: " + types);
        }

        Body body;
        try
        {
            body = request.ContentType == "application/yaml" ? ReadYaml(request.Body) : BodyReader.ReadJson(request.Body);
        }
        catch (JsonException)
        {
            throw ApiException.BadRequest(
                $"the object provided is unrecognized (must be of type {type.Kind}): couldn't get version/kind; json parse error");
        }

        JsonObject content = body.Value as JsonObject ?? [];
        string kind = content.Text("kind") ?? type.Kind;
        string apiVersion = content.Text("apiVersion") ?? type.ApiVersion(version);
        if (kind != type.Kind)
        {
            throw ApiException.BadRequest(
                $"{kind} in version \"{version}\" cannot be handled as a {type.Kind}: no kind \"{kind}\" is registered");
        }

        if (apiVersion != type.ApiVersion(version))
        {
            throw ApiException.BadRequest(
                $"the API version in the data ({apiVersion}) does not match the expected API version ({type.ApiVersion(version)})");
        }

        content["kind"] = kind;
        content["apiVersion"] = apiVersion;
        return (content, body.Duplicates);
    }

    public static void CheckKind(JsonObject content, Route route, ResourceType type)
    {
        string apiVersion = content.Text("apiVersion") ?? "";
        string kind = content.Text("kind") ?? "";
        if (apiVersion != type.ApiVersion(route.Version) || kind != type.Kind)
        {
            string named = apiVersion.Contains('/', StringComparison.Ordinal) ? apiVersion : "/" + apiVersion;
            throw ApiException.BadRequest($"invalid object type: {named}, Kind={kind}");
        }
    }

    /// <summary>Name and namespace of the body are those of the path; missing ones are filled in.</summary>
    public static void CheckIdentity(JsonObject content, Route route, ResourceType type)
    {
        JsonObject metadata = content.Ensure("metadata");
        string name = metadata.Text("name") ?? "";
        if (route.Name.Length > 0)
        {
            if (name.Length > 0 && name != route.Name)
            {
                throw ApiException.BadRequest($"the name of the object ({name}) does not match the name on the URL ({route.Name})");
            }

            metadata["name"] = route.Name;
        }

        if (type.IsNamespaced)
        {
            if (metadata.Text("namespace") is { Length: > 0 } given && given != route.Namespace)
            {
                throw ApiException.BadRequest("the namespace of the provided object does not match the namespace sent on the request");
            }

            metadata["namespace"] = route.Namespace;
        }
        else
        {
            metadata.Remove("namespace");
        }
    }

    private static Body ReadYaml(byte[] bytes)
    {
        try
        {
            int first = Array.FindIndex(bytes, static value => value is not ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'));
            return first >= 0 && bytes[first] == (byte)'{' ? BodyReader.ReadJson(bytes) : YamlReader.Read(Encoding.UTF8.GetString(bytes));
        }
        catch (Exception exception) when (exception is YamlException or InvalidOperationException or JsonException)
        {
            string where = exception is YamlException yaml ? $"line {yaml.Start.Line}" : "line 1";
            string what = exception.Message.Contains("tab", StringComparison.OrdinalIgnoreCase)
                ? "found a tab character that violates indentation"
                : "did not find expected node content";
            throw ApiException.BadRequest($"error decoding YAML: error converting YAML to JSON: yaml: {where}: {what}");
        }
    }
}
