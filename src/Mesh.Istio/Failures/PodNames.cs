using Mesh.Inventories;

namespace Mesh.Istio.Failures;

/// <summary>The names by which people call the pods of a workload.</summary>
internal static class PodNames
{
    private const string TemplateHash = "pod-template-hash";

    /// <summary>The name of the workload that a pod is of: its owner's, the value of its label <c>app</c>, or what its name begins with.
    /// </summary>
    public static string WorkloadOf(WorkloadInfo pod)
    {
        int slash = pod.Owner.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0)
        {
            return pod.Owner[(slash + 1)..];
        }

        if (pod.Labels.TryGetValue("app", out string? app))
        {
            return app;
        }

        int end = pod.Labels.TryGetValue(TemplateHash, out string? hash) ? pod.Name.LastIndexOf($"-{hash}-", StringComparison.Ordinal) : -1;
        return end > 0 ? pod.Name[..end] : pod.Name;
    }

    /// <summary>The workload's name, the label <c>app</c>, and the Services in front, each once and the first that counts first.</summary>
    public static IEnumerable<string> Of(WorkloadInfo? pod, string own, IEnumerable<string> services) =>
        new[] { own, pod?.Labels.TryGetValue("app", out string? app) == true ? app : own }
            .Concat(services.Order(StringComparer.Ordinal)).Distinct(StringComparer.Ordinal);
}
