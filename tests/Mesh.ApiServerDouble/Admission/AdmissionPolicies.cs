using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Json;

namespace Mesh.ApiServerDouble.Admission;

/// <summary>
/// The policies of a server with their bindings. A policy without binding does nothing, and so does a binding without policy.
/// </summary>
internal sealed class AdmissionPolicies
{
    private const string AuditKey = "validation.policy.admission.k8s.io/validation_failure";
    private readonly Dictionary<string, AdmissionPolicy> _policies;
    private readonly List<JsonObject> _bindings;

    public AdmissionPolicies(IEnumerable<JsonObject> policies, IEnumerable<JsonObject> bindings)
    {
        _policies = policies.Select(policy => new AdmissionPolicy(policy)).ToDictionary(policy => policy.Name, StringComparer.Ordinal);
        _bindings = [.. bindings.OrderBy(NameOf, StringComparer.Ordinal)];
    }

    public static AdmissionPolicies None { get; } = new([], []);

    /// <summary>What they say to a write.</summary>
    public AdmissionResult Check(AdmissionRequest request)
    {
        string? denial = null;
        int status = 403;
        List<string> warnings = [];
        Dictionary<string, string> audit = [];
        foreach (JsonObject binding in _bindings)
        {
            if (!_policies.TryGetValue(binding.Object("spec").Text("policyName") ?? "", out AdmissionPolicy? policy)
                || !Selects(binding, request) || !policy.Matches(request) || policy.Evaluate(request) is not { } outcome)
            {
                continue;
            }

            foreach ((string key, string value) in outcome.Audit)
            {
                audit[key] = value;
            }

            string[] actions = [.. (binding.Object("spec")!["validationActions"] as JsonArray ?? []).Select(item => item.AsText() ?? "")];
            string by = $"ValidatingAdmissionPolicy '{policy.Name}' with binding '{NameOf(binding)}'";
            foreach (PolicyFailure failure in outcome.Failures)
            {
                if (actions.Contains("Warn"))
                {
                    warnings.Add($"Validation failed for {by}: {failure.Message}");
                }

                if (actions.Contains("Audit") && !audit.ContainsKey(AuditKey))
                {
                    audit[AuditKey] = failure.Message;
                }

                if (actions.Contains("Deny") && denial is null)
                {
                    (denial, status) = ($"{by} denied request: {failure.Message}", failure.IsError ? 422 : 403);
                }
            }
        }

        return new() { Denial = denial, Status = status, Warnings = warnings, Audit = audit };
    }

    private static bool Selects(JsonObject binding, AdmissionRequest request)
    {
        if (binding.Object("spec").Object("matchResources").Object("namespaceSelector") is not { } selector)
        {
            return true;
        }

        return (selector.Object("matchLabels") ?? []).All(label => ValueOf(request, label.Key) == label.Value.AsText())
            && (selector["matchExpressions"] as JsonArray ?? []).OfType<JsonObject>().All(one => Holds(one, request));
    }

    private static bool Holds(JsonObject expression, AdmissionRequest request)
    {
        string? value = ValueOf(request, expression.Text("key") ?? "");
        bool isNamed = value is not null && (expression["values"] as JsonArray ?? []).Any(item => item.AsText() == value);
        return expression.Text("operator") switch
        {
            "In" => isNamed,
            "NotIn" => !isNamed,
            "Exists" => value is not null,
            _ => value is null,
        };
    }

    private static string? ValueOf(AdmissionRequest request, string label) =>
        label == "kubernetes.io/metadata.name" ? request.Namespace : request.NamespaceLabels.GetValueOrDefault(label);

    private static string NameOf(JsonObject value) => value.Object("metadata").Text("name") ?? "";
}
