using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Json;
using Mesh.ApiServerDouble.Requests;
using Mesh.ApiServerDouble.Resources;

namespace Mesh.ApiServerDouble.Discovery;

/// <summary>OpenAPI v3 of the custom groups: paths with the parameters of patch, schemas as the CRDs give them.</summary>
internal sealed class OpenApiHandler(ServerState state)
{
    private static readonly string[] PatchParameters = ["dryRun", "fieldManager", "fieldValidation", "force", "pretty"];

    public Answer? Answer(ApiRequest request)
    {
        if (request.Path == "/openapi/v3")
        {
            JsonObject paths = [];
            foreach ((string group, string version) in GroupVersions())
            {
                string path = $"apis/{group}/{version}";
                paths[path] = new JsonObject { ["serverRelativeURL"] = $"/openapi/v3/{path}?hash={Hash(Document(group, version))}" };
            }

            return Requests.Answer.Text(200, JsonValues.ToText(new JsonObject { ["paths"] = paths }));
        }

        string[] parts = request.Path.Trim('/').Split('/');
        if (parts is not ["openapi", "v3", "apis", var wantedGroup, var wantedVersion])
        {
            return null;
        }

        if (!GroupVersions().Contains((wantedGroup, wantedVersion)))
        {
            return new Answer(404, "", []);
        }

        byte[] document = Document(wantedGroup, wantedVersion);
        return new Answer(200, "application/json", document).With("Etag", $"\"{Hash(document)}\"").With("Vary", "Accept");
    }

    private IEnumerable<(string Group, string Version)> GroupVersions() => state.Catalog.Types.Where(type => !type.IsBuiltIn)
        .SelectMany(type => type.Versions.Select(version => (type.Group, version.Name))).Distinct().Order();

    private byte[] Document(string group, string version)
    {
        JsonObject paths = [];
        JsonObject schemas = [];
        foreach (ResourceType type in state.Catalog.Types.Where(type => type.Group == group && type.Version(version) is not null))
        {
            string root = $"/apis/{group}/{version}/";
            string home = type.IsNamespaced ? root + "namespaces/{namespace}/" : root;
            paths[root + type.Plural] = new JsonObject();
            paths[home + type.Plural] = new JsonObject();
            JsonObject patch = new()
            {
                ["parameters"] = new JsonArray([.. PatchParameters.Select(name => new JsonObject
                {
                    ["name"] = name,
                    ["in"] = "query",
                    ["schema"] = new JsonObject { ["type"] = name == "force" ? "boolean" : "string", ["uniqueItems"] = true },
                })]),
                ["x-kubernetes-action"] = "patch",
                ["x-kubernetes-group-version-kind"] = new JsonObject { ["group"] = group, ["version"] = version, ["kind"] = type.Kind },
            };
            paths[home + type.Plural + "/{name}"] = new JsonObject { ["patch"] = patch };
            if (type.Version(version)!.HasStatus)
            {
                paths[home + type.Plural + "/{name}/status"] = new JsonObject();
            }

            string reversed = string.Join('.', group.Split('.').Reverse());
            schemas[$"{reversed}.{version}.{type.Kind}"] = type.Version(version)!.Source?.DeepClone() ?? new JsonObject();
        }

        return JsonValues.ToUtf8(new JsonObject
        {
            ["openapi"] = "3.0.0",
            ["info"] = new JsonObject { ["title"] = "Kubernetes CRD Swagger", ["version"] = "v0.1.0" },
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = schemas },
        });
    }

    private static string Hash(byte[] document) => Convert.ToHexString(SHA512.HashData(document));
}
