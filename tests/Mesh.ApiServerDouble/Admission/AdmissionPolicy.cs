using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Cel;
using Mesh.ApiServerDouble.Json;

namespace Mesh.ApiServerDouble.Admission;

/// <summary>A ValidatingAdmissionPolicy, compiled.</summary>
internal sealed class AdmissionPolicy
{
    private readonly JsonObject _spec;
    private readonly List<(string Name, CelNode Tree)> _conditions;
    private readonly Dictionary<string, CelNode> _variables;
    private readonly List<(string Text, CelNode Tree, string Message, CelNode? Expression)> _validations;
    private readonly List<(string Key, CelNode Tree)> _annotations;

    /// <summary>Compiles a policy.</summary>
    /// <exception cref="FormatException">An expression cannot be read here.</exception>
    public AdmissionPolicy(JsonObject policy)
    {
        Name = policy.Object("metadata").Text("name") ?? "";
        _spec = policy.Object("spec") ?? [];
        _conditions = [.. Items("matchConditions").Select(one => (one.Text("name") ?? "", Tree(one, "expression")))];
        _variables = Items("variables")
            .ToDictionary(one => one.Text("name") ?? "", one => Tree(one, "expression"), StringComparer.Ordinal);
        _validations = [
            .. Items("validations").Select(one => (
                one.Text("expression") ?? "", Tree(one, "expression"),
                one.Text("message") ?? $"failed expression: {one.Text("expression")}",
                one.ContainsKey("messageExpression") ? Tree(one, "messageExpression") : null))];
        _annotations = [.. Items("auditAnnotations").Select(one => (one.Text("key") ?? "", Tree(one, "valueExpression")))];
    }

    public string Name { get; }

    public bool Matches(AdmissionRequest request) =>
        (_spec.Object("matchConstraints")?["resourceRules"] as JsonArray ?? []).OfType<JsonObject>().Any(rule =>
            Has(rule, "operations", request.Operation) && Has(rule, "apiGroups", request.Group)
            && Has(rule, "resources", request.Resource));

    /// <summary>What it says; null when its conditions leave the request out.</summary>
    public PolicyOutcome? Evaluate(AdmissionRequest request)
    {
        var cost = new CelCost();
        var variables = new CelVariables(_variables, cost);
        CelScope scope = ScopeOf(request, variables, new CelCost());
        bool failsOpen = _spec.Text("failurePolicy") == "Ignore";
        try
        {
            if (!_conditions.All(condition => CelValues.Truth(condition.Tree.Evaluate(scope))))
            {
                return null;
            }
        }
        catch (CelException exception)
        {
            var failure = new PolicyFailure($"match condition failed: {exception.Message}", true);
            return failsOpen ? null : new([failure], new Dictionary<string, string>(), cost);
        }

        scope = ScopeOf(request, variables, cost);
        variables.Scope = scope;
        PolicyFailure[] failures = [.. _validations.Select(one => Check(one, scope, failsOpen)).OfType<PolicyFailure>()];
        return new(failures, Annotations(scope), cost);
    }

    private static PolicyFailure? Check(
        (string Text, CelNode Tree, string Message, CelNode? Expression) one, CelScope scope, bool failsOpen)
    {
        try
        {
            return scope.Cost.Limited(() => CelValues.Truth(one.Tree.Evaluate(scope))) ? null : new(MessageOf(one, scope), false);
        }
        catch (CelException exception)
        {
            return failsOpen ? null : new($"expression '{one.Text}' resulted in error: {exception.Message}", true);
        }
    }

    /// <summary>A message with a line break or of more than 5 KiB is replaced by the static one, and so is one that fails.</summary>
    private static string MessageOf((string Text, CelNode Tree, string Message, CelNode? Expression) one, CelScope scope)
    {
        try
        {
            return one.Expression is { } tree && scope.Cost.Limited(() => tree.Evaluate(scope)) is string { Length: > 0 and <= 5120 } said
                && !said.Contains('\n', StringComparison.Ordinal) ? said : one.Message;
        }
        catch (CelException)
        {
            return one.Message;
        }
    }

    private Dictionary<string, string> Annotations(CelScope scope)
    {
        Dictionary<string, string> found = [];
        foreach ((string key, CelNode tree) in _annotations)
        {
            try
            {
                if (scope.Cost.Limited(() => tree.Evaluate(scope)) is string text)
                {
                    found[$"{Name}/{key}"] = text;
                }
            }
            catch (CelException)
            {
                // An annotation that fails is an error of the policy's, not of the request's.
            }
        }

        return found;
    }

    private static CelScope ScopeOf(AdmissionRequest request, CelVariables variables, CelCost cost)
    {
        Dictionary<object, object?> asked = new()
        {
            ["operation"] = request.Operation,
            ["namespace"] = request.Namespace,
            ["name"] = request.Name,
            ["kind"] = new Dictionary<object, object?>
            {
                ["group"] = request.Group,
                ["version"] = request.Version,
                ["kind"] = request.Kind,
            },
            ["resource"] = new Dictionary<object, object?>
            {
                ["group"] = request.Group,
                ["version"] = request.Version,
                ["resource"] = request.Resource,
            },
        };
        CelScope scope = new("object", CelValues.FromJson(request.Object)) { Cost = cost };
        scope = new("oldObject", CelValues.FromJson(request.Old), scope);
        scope = new("request", asked, scope);
        scope = new("authorizer", new CelAuthorizer(request.Ask), scope);
        return new("variables", variables, scope);
    }

    private IEnumerable<JsonObject> Items(string list) => (_spec[list] as JsonArray ?? []).OfType<JsonObject>();

    private static CelNode Tree(JsonObject owner, string field) => CelParser.Parse(owner.Text(field) ?? "");

    private static bool Has(JsonObject rule, string list, string word) =>
        (rule[list] as JsonArray ?? []).Any(item => item.AsText() is { } text && (text == "*" || text == word));
}
