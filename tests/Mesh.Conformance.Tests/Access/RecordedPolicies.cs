using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Admission;
using Mesh.Conformance.Tests.Known;
using Mesh.Istio.Access.Rights;
using Mesh.Istio.Resources;

namespace Mesh.Conformance.Tests.Access;

/// <summary>Policies in the double, with what the recorded sets did with them.</summary>
internal sealed class RecordedPolicies(IReadOnlyList<JsonObject> policies, IReadOnlyList<JsonObject> bindings)
{
    private readonly Dictionary<string, AdmissionPolicies> _byAction = new(StringComparer.Ordinal);

    internal RecordedPolicies(string prefix)
        : this(Of("ValidatingAdmissionPolicy", prefix), Of("ValidatingAdmissionPolicyBinding", prefix))
    {
    }

    internal RecordedPolicies(IEnumerable<AccessObject> objects)
        : this(Of(objects, AccessObject.Policy), Of(objects, AccessObject.PolicyBinding))
    {
    }

    internal void Compare(WriteCase one, IReadOnlyList<RoleGrant> grants, ComparisonReport report)
    {
        ObjectWrite write = one.Write();
        var rights = new RequesterRights(grants, one.Requester);
        string expected = one.Verdict == "allowed" ? "allowed" : $"{one.Line["status"]} by {one.By}";
        string actual = Answer(one, write, rights, out AdmissionResult result);
        report.Check(expected == actual, "verdict", $"expected {expected}, found {actual}: {result.Denial}");
        report.Check(
            result.Denial is not { } said || one.Message.Length == 0 || one.IsNamedByServer || Same(one.Message, said), "message",
            $"expected {one.Message}, found {result.Denial}");
        report.Check(one.Warnings == result.Warnings.Count, "warnings", $"expected {one.Warnings}, found {result.Warnings.Count}");
        if (one.Audit("/changes") is { Length: > 0 } audit)
        {
            string found = result.Audit.FirstOrDefault(entry => entry.Key.EndsWith("/changes", StringComparison.Ordinal)).Value ?? "";
            report.Check(Parts(audit) == Parts(found), "changes", $"expected {audit}, found {found}");
        }
    }

    private string Answer(WriteCase one, ObjectWrite write, RequesterRights rights, out AdmissionResult result)
    {
        result = new AdmissionResult();
        if (new WriteJudge(AccessRecordings.Map.Value!).Judge(rights, write).Missing.Any(right => right.Changes.IsEmpty))
        {
            return "403 by rbac";
        }

        if (write.Subresource.Length == 0 && one.How != "deletecollection")
        {
            result = PoliciesOf(one.PolicySet).Check(RequestOf(one, write, rights));
        }

        return result.Denial is null ? "allowed" : $"{result.Status} by policy";
    }

    private static AdmissionRequest RequestOf(WriteCase one, ObjectWrite write, RequesterRights rights)
    {
        JsonObject? old = one.Old();
        JsonObject? body = one.New(old);
        (string group, string resource) = WriteJudge.ResourceOf(AccessRecordings.Map.Value!, write.Kind);
        return new(
            body is null ? "DELETE" : old is null ? "CREATE" : "UPDATE", group, "v1", resource, write.Kind, write.Namespace, write.Name)
        {
            Object = body,
            Old = old,
            Ask = (verb, apiGroup, asked, ns, name) => rights.Allows(new(verb, apiGroup, asked, ns, name)),
        };
    }

    private AdmissionPolicies PoliciesOf(string set)
    {
        string[] actions = set switch
        {
            "fields-1-audit-warn" => ["Audit", "Warn"],
            "fields-1-audit" => ["Audit"],
            "fields-1-warn" => ["Warn"],
            "fields-1-deny-audit" => ["Deny", "Audit"],
            _ => ["Deny"],
        };
        string key = string.Join(",", actions);
        if (!_byAction.TryGetValue(key, out AdmissionPolicies? compiled))
        {
            JsonObject[] bound = [.. bindings.Select(binding => (JsonObject)binding.DeepClone())];
            foreach (JsonObject binding in bound)
            {
                binding["spec"]!["validationActions"] = new JsonArray([.. actions.Select(action => (JsonNode)action)]);
            }

            compiled = new AdmissionPolicies(policies, bound);
            _byAction[key] = compiled;
        }

        return compiled;
    }

    private static JsonObject[] Of(IEnumerable<AccessObject> objects, string kind) => [
        .. objects.Where(one => one.Kind == kind).Select(one => JsonNode.Parse(one.ToUtf8Json())!.AsObject())];

    private static JsonObject[] Of(string kind, string prefix) => [
        .. AccessRecordings.Objects(kind)
            .Where(one => one["metadata"]!["name"]!.GetValue<string>().StartsWith(prefix, StringComparison.Ordinal))
            .Where(one => one["spec"]!["paramKind"] is null && one["spec"]!["paramRef"] is null)
            .DistinctBy(one => one["metadata"]!["name"]!.GetValue<string>())];

    // The order of paths in a message is not fixed, so a cut one may hold others, and any of several expressions that fail is told.
    private static bool Same(string expected, string said) =>
        said.Contains("resulted in error", StringComparison.Ordinal)
            ? said[(said.LastIndexOf(':') + 1)..] == expected[(expected.LastIndexOf(':') + 1)..]
        : said.EndsWith(" ...", StringComparison.Ordinal) || expected.Contains(" ... needs ", StringComparison.Ordinal)
        || Parts(expected[(expected.IndexOf("denied request: ", StringComparison.Ordinal) + 16)..])
        == Parts(said[(said.IndexOf("denied request: ", StringComparison.Ordinal) + 16)..]);

    private static string Parts(string text) => text.EndsWith(" ...", StringComparison.Ordinal) ? "cut" : string.Join(
        ' ', text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
}
