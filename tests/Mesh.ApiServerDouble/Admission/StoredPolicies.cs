using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Apply;
using Mesh.ApiServerDouble.Json;
using Mesh.ApiServerDouble.Requests;
using Mesh.ApiServerDouble.Resources;

namespace Mesh.ApiServerDouble.Admission;

/// <summary>Asks the policies that the server stores about its writes, where it enforces them.</summary>
internal sealed class StoredPolicies(ServerState state)
{
    private const string Api = "admissionregistration.k8s.io";
    private (object Policies, object Bindings) _of;
    private AdmissionPolicies _compiled = AdmissionPolicies.None;

    /// <summary>Refuses what they deny; what they only warn of goes with the answer.</summary>
    public void Check(ApiRequest request, Route route, ResourceType type, string name, JsonObject? content, JsonObject? old)
    {
        if (!state.Options.EnforcesAccess || route.Subresource.Length > 0)
        {
            return;
        }

        Account account = request.Account;
        AdmissionResult result = Compiled().Check(new(
            content is null ? "DELETE" : old is null ? "CREATE" : "UPDATE",
            type.Group, type.Storage.Name, type.Plural, type.Kind, route.Namespace, name)
        {
            Object = content,
            Old = old,
            NamespaceLabels = LabelsOf(route.Namespace),
            Ask = (verb, group, resource, home, asked) =>
                state.Roles.May(account, verb, group, resource, home.Length > 0 ? home : null, asked),
        });
        request.Warnings.AddRange(result.Warnings);
        if (result.Denial is { } denial)
        {
            throw result.Status == 403
                ? ApiException.Forbidden(type.Qualified, name, denial)
                : new ApiException(
                    422, "Invalid", $"{type.Qualified} \"{name}\" is forbidden: {denial}", ApiException.Details(name, type.Qualified));
        }
    }

    /// <summary>An object with who manages its fields, as admission sees it.</summary>
    public static JsonObject WithManagers(JsonObject content, List<ManagedEntry> entries)
    {
        JsonObject copy = content.Copy();
        ManagedEntry.WriteAll(copy, entries);
        return copy;
    }

    private AdmissionPolicies Compiled()
    {
        var policies = state.Store.For($"validatingadmissionpolicies.{Api}").Current;
        var bindings = state.Store.For($"validatingadmissionpolicybindings.{Api}").Current;
        if (!ReferenceEquals(_of.Policies, policies) || !ReferenceEquals(_of.Bindings, bindings))
        {
            _compiled = new(policies.Values.Select(one => one.Content), bindings.Values.Select(one => one.Content));
            _of = (policies, bindings);
        }

        return _compiled;
    }

    private Dictionary<string, string> LabelsOf(string home) => (
        state.Store.For("namespaces").Current.GetValueOrDefault(home)?.Content.Object("metadata").Object("labels") ?? [])
        .ToDictionary(label => label.Key, label => label.Value.AsText() ?? "", StringComparer.Ordinal);
}
