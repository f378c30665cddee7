using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Json;
using Mesh.ApiServerDouble.Requests;
using Mesh.ApiServerDouble.Resources;

namespace Mesh.ApiServerDouble.Discovery;

/// <summary>Groups, versions and resources, classic and aggregated.</summary>
internal sealed class DiscoveryHandler(ServerState state, Func<string> address)
{
    private const string Aggregated = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

    private static readonly string[] CustomVerbs = ["delete", "deletecollection", "get", "list", "patch", "create", "update", "watch"];
    private static readonly string[] BuiltInVerbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];
    private static readonly string[] StatusVerbs = ["get", "patch", "update"];

    public Answer? Answer(ApiRequest request)
    {
        string[] parts = request.Path.Trim('/').Split('/');
        bool aggregated = request.Header("Accept").Contains("as=APIGroupDiscoveryList", StringComparison.Ordinal);
        return parts switch
        {
            ["api"] => aggregated ? AggregatedList(request, core: true) : Requests.Answer.Json(200, Core()),
            ["apis"] => aggregated ? AggregatedList(request, core: false) : Requests.Answer.Json(200, Groups()),
            ["api", var version] => Resources("", version),
            ["apis", var group] when Grouped(core: false).FirstOrDefault(one => one.Key == group) is { } found =>
                Requests.Answer.Json(200, Group(found, withKind: true)),
            ["apis", var group, var version] => Resources(group, version),
            _ => null,
        };
    }

    private IEnumerable<IGrouping<string, ResourceType>> Grouped(bool core) =>
        state.Catalog.Types.Where(type => type.Group.Length == 0 == core)
        .OrderBy(type => type.Group, StringComparer.Ordinal)
            .ThenBy(type => type.Plural, StringComparer.Ordinal)
            .GroupBy(type => type.Group);

    private static IEnumerable<string> Versions(IEnumerable<ResourceType> types) =>
        types.SelectMany(type => type.Versions).Select(version => version.Name).Distinct().Order(VersionOrder.Instance);

    private JsonObject Core() => new()
    {
        ["kind"] = "APIVersions",
        ["versions"] = new JsonArray("v1"),
        ["serverAddressByClientCIDRs"] = new JsonArray(new JsonObject { ["clientCIDR"] = "0.0.0.0/0", ["serverAddress"] = address() }),
    };

    private JsonObject Groups() => new()
    {
        ["kind"] = "APIGroupList",
        ["apiVersion"] = "v1",
        ["groups"] = new JsonArray([.. Grouped(core: false).Select(group => Group(group, withKind: false))]),
    };

    private static JsonObject Group(IGrouping<string, ResourceType> group, bool withKind)
    {
        JsonObject[] versions = [
            .. Versions(group).Select(version => new JsonObject { ["groupVersion"] = group.Key + "/" + version, ["version"] = version })];
        JsonObject result = withKind ? new() { ["kind"] = "APIGroup", ["apiVersion"] = "v1" } : [];
        result["name"] = group.Key;
        result["versions"] = new JsonArray([.. versions]);
        result["preferredVersion"] = versions[0].DeepClone();
        return result;
    }

    private Answer? Resources(string group, string version)
    {
        ResourceType[] types = [.. state.Catalog.Types.Where(type => type.Group == group && type.Version(version) is not null)];
        if (types.Length == 0)
        {
            return null;
        }

        JsonArray resources = [];
        foreach (ResourceType type in types.OrderBy(type => type.Plural, StringComparer.Ordinal))
        {
            JsonObject entry = new()
            {
                ["name"] = type.Plural,
                ["singularName"] = type.Singular,
                ["namespaced"] = type.IsNamespaced,
                ["kind"] = type.Kind,
                ["verbs"] = List(type.IsBuiltIn ? BuiltInVerbs : CustomVerbs),
            };
            AddNames(type, entry);
            entry["storageVersionHash"] = StorageHash(type);
            resources.Add((JsonNode)entry);
            if (type.Version(version)!.HasStatus)
            {
                resources.Add((JsonNode)new JsonObject
                {
                    ["name"] = type.Plural + "/status",
                    ["singularName"] = "",
                    ["namespaced"] = type.IsNamespaced,
                    ["kind"] = type.Kind,
                    ["verbs"] = List(StatusVerbs),
                });
            }
        }

        return Requests.Answer.Json(200, new JsonObject
        {
            ["kind"] = "APIResourceList",
            ["apiVersion"] = "v1",
            ["groupVersion"] = group.Length == 0 ? version : group + "/" + version,
            ["resources"] = resources,
        });
    }

    private Answer AggregatedList(ApiRequest request, bool core)
    {
        JsonArray items = new([.. Grouped(core).Select(group => new JsonObject
        {
            ["metadata"] = core ? new JsonObject() : new JsonObject { ["name"] = group.Key },
            ["versions"] = new JsonArray([.. Versions(group).Select(version => new JsonObject
            {
                ["version"] = version,
                ["resources"] = new JsonArray(
                    [.. group.Where(type => type.Version(version) is not null).Select(type => Entry(type, version))]),
                ["freshness"] = "Current",
            })]),
        })]);
        byte[] body = JsonValues.ToUtf8(new JsonObject
        {
            ["kind"] = "APIGroupDiscoveryList",
            ["apiVersion"] = "apidiscovery.k8s.io/v2",
            ["metadata"] = new JsonObject(),
            ["items"] = items,
        });
        string tag = $"\"{Convert.ToHexString(SHA512.HashData(body))}\"";
        bool known = request.Header("If-None-Match") == tag;
        return new Answer(known ? 304 : 200, known ? "" : Aggregated, known ? [] : body).With("Etag", tag).With("Vary", "Accept");
    }

    private static JsonObject Entry(ResourceType type, string version)
    {
        JsonObject entry = new()
        {
            ["resource"] = type.Plural,
            ["responseKind"] = Kind(type, version),
            ["scope"] = type.IsNamespaced ? "Namespaced" : "Cluster",
            ["singularResource"] = type.Singular,
            ["verbs"] = List(type.IsBuiltIn ? BuiltInVerbs : CustomVerbs),
        };
        AddNames(type, entry);
        if (type.Version(version)!.HasStatus)
        {
            entry["subresources"] = new JsonArray(new JsonObject
            {
                ["subresource"] = "status",
                ["responseKind"] = Kind(type, version),
                ["verbs"] = List(StatusVerbs),
            });
        }

        return entry;
    }

    private static void AddNames(ResourceType type, JsonObject entry)
    {
        if (type.ShortNames.Count > 0)
        {
            entry["shortNames"] = List(type.ShortNames);
        }

        if (type.Categories.Count > 0)
        {
            entry["categories"] = List(type.Categories);
        }
    }

    private static JsonObject Kind(ResourceType type, string version) =>
        new() { ["group"] = type.Group, ["version"] = version, ["kind"] = type.Kind };

    private static string StorageHash(ResourceType type) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes($"{type.Group}/{type.Storage.Name}/{type.Kind}")), 0, 8);

    private static JsonArray List(IEnumerable<string> words) => new([.. words.Select(word => (JsonNode)word)]);
}
