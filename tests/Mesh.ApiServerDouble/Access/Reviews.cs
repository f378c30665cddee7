using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Apply;
using Mesh.ApiServerDouble.Json;
using Mesh.ApiServerDouble.Requests;
using Mesh.ApiServerDouble.Schemas;

namespace Mesh.ApiServerDouble.Access;

/// <summary>Questions that every authenticated user may ask about itself.</summary>
internal sealed class Reviews(ServerState state)
{
    private static readonly string[] SelfReviews = ["selfsubjectaccessreviews", "selfsubjectrulesreviews"];

    private static readonly string[] Public =
        ["/api", "/api/*", "/apis", "/apis/*", "/healthz", "/livez", "/openapi", "/openapi/*", "/readyz", "/version", "/version/"];

    private static readonly string[] Info = ["/healthz", "/livez", "/readyz", "/version", "/version/"];

    public Answer? Answer(ApiRequest request)
    {
        if (request.Method != "POST")
        {
            return null;
        }

        JsonObject? status = request.Path switch
        {
            "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews" => AccessStatus(request),
            "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews" => RulesStatus(request.Account),
            "/apis/authentication.k8s.io/v1/selfsubjectreviews" => new()
            {
                ["userInfo"] = new JsonObject
                {
                    ["username"] = request.Account.Name,
                    ["uid"] = request.Account.Uid,
                    ["groups"] = List([.. request.Account.Groups, "system:authenticated"]),
                },
            },
            _ => null,
        };
        if (status is null)
        {
            return null;
        }

        if (request.Account == Account.Anonymous)
        {
            throw ApiException.Forbidden(
                request.Path[(request.Path.LastIndexOf('/') + 1)..], "", "User \"system:anonymous\" cannot create resource");
        }

        JsonObject body = BodyReader.ReadJson(request.Body).Value as JsonObject ?? [];
        JsonObject answer = new()
        {
            ["kind"] = body["kind"]?.DeepClone(),
            ["apiVersion"] = body["apiVersion"]?.DeepClone(),
            ["metadata"] = Metadata(request, body)
        };
        if (body.ContainsKey("spec"))
        {
            answer["spec"] = request.Path.EndsWith("rulesreviews", StringComparison.Ordinal) ? new JsonObject() : body["spec"]!.DeepClone();
        }

        answer["status"] = status;
        return Requests.Answer.Json(201, answer);
    }

    private JsonObject Metadata(ApiRequest request, JsonObject body)
    {
        if (request.Path.EndsWith("selfsubjectreviews", StringComparison.Ordinal))
        {
            return new() { ["creationTimestamp"] = state.Now };
        }

        JsonObject content = new() { ["metadata"] = new JsonObject() };
        if (request.Path.EndsWith("accessreviews", StringComparison.Ordinal))
        {
            JsonObject empty = new() { ["metadata"] = new JsonObject(), ["spec"] = new JsonObject() };
            JsonObject given = new() { ["metadata"] = new JsonObject(), ["spec"] = body["spec"]?.DeepClone() };
            FieldManager fields = new(Schema.Any, body.Text("apiVersion") ?? "", "", state.Now, []);
            ManagedEntry.WriteAll(
                content, fields.Update(empty, given, [], WriteOptions.Read(request, "CreateOptions", apply: false).Manager));
        }

        return content.Object("metadata")!.Copy();
    }

    private JsonObject AccessStatus(ApiRequest request)
    {
        JsonObject asked = (BodyReader.ReadJson(request.Body).Value as JsonObject).Object("spec").Object("resourceAttributes") ?? [];
        string resource = asked.Text("resource") ?? "";
        string full = asked.Text("subresource") is { Length: > 0 } subresource ? resource + "/" + subresource : resource;
        string? home = asked.Text("namespace") is { Length: > 0 } given ? given : null;
        Account account = request.Account;
        string verb = asked.Text("verb") ?? "";
        string group = asked.Text("group") ?? "";
        string name = asked.Text("name") ?? "";
        JsonObject status = new() { ["allowed"] = state.Roles.May(account, verb, group, full, home, name) };
        if (state.Roles.Find(account, verb, group, full, home, name) is { Reason.Length: > 0 } rule)
        {
            status["reason"] = rule.Reason;
        }

        return status;
    }

    private static JsonObject RulesStatus(Account account)
    {
        JsonNode[] own = account.IsMaster ? [Rule(["*"], ["*"], ["*"])]
            : [.. account.Rules.Select(rule => Rule(rule.Verbs, rule.Groups, rule.Resources, rule.ResourceNames))];
        // As nodes: adding by a type of its own would need code that is made at run time.
        JsonNode[] all = [Rule(["create"], ["authorization.k8s.io"], SelfReviews),
            Rule(["create"], ["authentication.k8s.io"], ["selfsubjectreviews"]), .. own];
        JsonArray rules = new(all);
        return new()
        {
            ["resourceRules"] = rules,
            ["nonResourceRules"] = new JsonArray(
                new JsonObject { ["verbs"] = List(["get"]), ["nonResourceURLs"] = List(Public) },
                new JsonObject { ["verbs"] = List(["get"]), ["nonResourceURLs"] = List(Info) }),
            ["incomplete"] = false,
        };
    }

    private static JsonObject Rule(
        IReadOnlyList<string> verbs, IReadOnlyList<string> groups, IReadOnlyList<string> resources, params IReadOnlyList<string> names)
    {
        JsonObject rule = new() { ["verbs"] = List(verbs), ["apiGroups"] = List(groups), ["resources"] = List(resources) };
        if (names.Count > 0)
        {
            rule["resourceNames"] = List(names);
        }

        return rule;
    }

    private static JsonArray List(IEnumerable<string> words) => new([.. words.Select(word => (JsonNode)word)]);
}
