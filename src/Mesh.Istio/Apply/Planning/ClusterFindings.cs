using Mesh.Diagnostics;
using Mesh.Istio.Apply.Api;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Apply.Planning;

/// <summary>The findings about a cluster as a whole.</summary>
internal static class ClusterFindings
{
    public static IEnumerable<Diagnostic> Of(string cluster, LiveState state, ApplyOptions options)
    {
        if (state.Parent is { Problem.Length: > 0 } parent)
        {
            yield return ApplyDiagnostics.ParentRefused.At(
                cluster, parent.Problem,
                "Choose another parent in ApplyOptions.ApplySet, or take it over with ApplyOptions.ForceConflicts.");
        }
        else if (state.ParentFailure is { } failure)
        {
            yield return Parent(cluster, options, failure);
        }

        foreach (((ResourceKind kind, string? namespaceName), ApiResponse response) in state.Gaps)
        {
            string path = $"{cluster} {kind.Kind}{(namespaceName is null ? "" : $" {namespaceName}")}";
            Rejection rejection = Rejection.OfList(response, kind);
            yield return rejection.Finding.Descriptor!.At(path, rejection.Message, rejection.Finding.Help);
        }
    }

    /// <summary>The parent could not be read or written.</summary>
    public static Diagnostic Parent(string cluster, ApplyOptions options, ApiResponse response) => response.Kind switch
    {
        ResponseKind.Unconfirmed or ResponseKind.Failed when response.Webhook.Length > 0 =>
            ApplyDiagnostics.Failed.At(cluster, $"{options.ApplySet}: {response.Message}", Finding.Failed.For(response).Help),
        ResponseKind.Unconfirmed or ResponseKind.Failed =>
            ApplyDiagnostics.Unreachable.At(cluster, response.Message, Finding.Unreachable.Help),
        ResponseKind.Forbidden => ApplyDiagnostics.Forbidden.At(cluster, response.Message, Finding.Forbidden.Help),
        ResponseKind.NamespaceTerminating =>
            ApplyDiagnostics.NamespaceTerminating.At(cluster, response.Message, Finding.NamespaceTerminating.Help),
        ResponseKind.NamespaceMissing => ApplyDiagnostics.NamespaceMissing.At(
            cluster, $"The namespace of the set's parent {options.ApplySet} does not exist.",
            "Create it, or choose another parent in ApplyOptions.ApplySet."),
        _ => ApplyDiagnostics.ParentRefused.At(
            cluster,
            $"{options.ApplySet}: {response.Message}{(response.Conflicts.IsEmpty ? "" : $" {string.Join("; ", response.Conflicts)}")}",
            response.Webhook.Length > 0 ? Finding.Refused.For(response).Help
                : "Choose another parent in ApplyOptions.ApplySet, or take it over with ApplyOptions.ForceConflicts."),
    };
}
