using Mesh.Diagnostics;
using Mesh.Istio.Apply.Api;
using Mesh.Istio.Apply.Objects;

namespace Mesh.Istio.Apply.Planning;

/// <summary>The findings about a cluster as a whole.</summary>
internal static class ClusterFindings
{
    public static IEnumerable<Diagnostic> Of(string cluster, LiveState state, ApplyOptions options)
    {
        if (state.Parent is { Problem.Length: > 0 } parent)
        {
            yield return ApplyDiagnostics.ParentRefused.At(cluster, parent.Problem, "Choose another parent in ApplyOptions.ApplySet, or take it over with ApplyOptions.TakeOver.");
        }
        else if (state.ParentFailure is { } failure)
        {
            yield return Parent(cluster, options, failure);
        }

        foreach (((ResourceKind kind, string? namespaceName), ApiAnswer answer) in state.Gaps)
        {
            string path = $"{cluster} {kind.Kind}{(namespaceName is null ? "" : $" {namespaceName}")}";
            yield return answer.Kind switch
            {
                AnswerKind.Forbidden => ApplyDiagnostics.Forbidden.At(path, answer.Message, Finding.Forbidden.Help),
                AnswerKind.NotServed => ApplyDiagnostics.NotServed.At(path, $"The cluster does not serve {kind}.", Finding.NotServed.Help),
                _ => ApplyDiagnostics.Unreachable.At(path, answer.Message, Finding.Unreachable.Help),
            };
        }
    }

    /// <summary>The parent could not be read or written.</summary>
    public static Diagnostic Parent(string cluster, ApplyOptions options, ApiAnswer answer) => answer.Kind switch
    {
        AnswerKind.Unconfirmed or AnswerKind.Failed => ApplyDiagnostics.Unreachable.At(cluster, answer.Message, Finding.Unreachable.Help),
        AnswerKind.Forbidden => ApplyDiagnostics.Forbidden.At(cluster, answer.Message, Finding.Forbidden.Help),
        AnswerKind.NamespaceMissing => ApplyDiagnostics.NamespaceMissing.At(
            cluster, $"The namespace of the set's parent {options.ApplySet} does not exist.", "Create it, or choose another parent in ApplyOptions.ApplySet."),
        _ => ApplyDiagnostics.ParentRefused.At(
            cluster,
            $"{options.ApplySet}: {answer.Message}{(answer.Conflicts.IsEmpty ? "" : $" {string.Join("; ", answer.Conflicts)}")}",
            "Choose another parent in ApplyOptions.ApplySet, or take it over with ApplyOptions.TakeOver."),
    };
}
