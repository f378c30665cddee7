using System.Text;
using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>Labels and annotations as Kubernetes takes them, and none of those that Mesh or Istio give a meaning of their own.</summary>
internal sealed class MetadataRule : IModelRule
{
    private const int AnnotationBytes = 256 * 1024;

    private static readonly string[] ReservedKeys =
        ["app.kubernetes.io/managed-by", "istio.io/dry-run", "kubectl.kubernetes.io/last-applied-configuration"];

    private static readonly string[] ReservedPrefixes = [MeshPrefix.Default + "/", "internal.istio.io/"];

    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        Check("", model.Organization.Labels, model.Organization.Annotations, found);
        foreach (Cluster cluster in model.Organization.Clusters)
        {
            CheckLabels($"clusters/{cluster.Name}/labels/", cluster.Labels, isReserving: false, found);
        }

        foreach (TenantEntry entry in model.Tenants)
        {
            Check(entry.Path + "/", entry.Tenant.Labels, entry.Tenant.Annotations, found);
        }

        foreach (WorkspaceEntry entry in model.Workspaces)
        {
            Check(entry.Path + "/", entry.Workspace.Labels, entry.Workspace.Annotations, found);
        }

        foreach (GatewayEntry entry in model.Gateways)
        {
            Check(entry.Path + "/", entry.Gateway.Labels, entry.Gateway.Annotations, found);
            CheckLabels(entry.Path + "/workload/", entry.Gateway.Workload, isReserving: false, found);
        }

        foreach (EastWestEntry entry in model.EastWestGateways)
        {
            Check(entry.Path + "/", entry.Gateway.Labels, entry.Gateway.Annotations, found);
            CheckLabels(entry.Path + "/workload/", entry.Gateway.Workload, isReserving: false, found);
            for (int i = 0; i < entry.Gateway.Selectors.Count; i++)
            {
                CheckLabels($"{entry.Path}/selectors/{i}/labels/", entry.Gateway.Selectors[i].Labels, isReserving: false, found);
            }
        }
    }

    private static void Check(string path, ValueMap<string> labels, ValueMap<string> annotations, List<Diagnostic> found)
    {
        CheckLabels(path + "labels/", labels, isReserving: true, found);
        foreach ((string key, _) in annotations)
        {
            CheckReserved(path + "annotations/", "annotation", key, found);
            if (!Syntax.IsQualifiedKey(key))
            {
                found.Add(ModelDiagnostics.InvalidAnnotation.At(
                    $"{path}annotations/{key}", $"'{key}' is not an annotation's key.",
                    "Use 'name' or 'prefix/name': a DNS prefix, and at most 63 letters, "
                        + "digits, '-', '_' and '.' between letters or digits."));
            }
        }

        if (!annotations.IsEmpty
            && annotations.Sum(
                entry => (long)Encoding.UTF8.GetByteCount(entry.Key) + Encoding.UTF8.GetByteCount(entry.Value)) > AnnotationBytes)
        {
            found.Add(ModelDiagnostics.InvalidAnnotation.At(
                path + "annotations", "The annotations are larger than 256 KiB.",
                "Kubernetes takes no object with more; keep large texts elsewhere."));
        }
    }

    private static void CheckLabels(string path, ValueMap<string> labels, bool isReserving, List<Diagnostic> found)
    {
        foreach ((string key, string value) in labels)
        {
            if (isReserving)
            {
                CheckReserved(path, "label", key, found);
            }

            if (!Syntax.IsQualifiedKey(key))
            {
                found.Add(ModelDiagnostics.InvalidLabel.At(
                    path + key, $"'{key}' is not a label's key.",
                    "Use 'name' or 'prefix/name': a DNS prefix, and at most 63 letters, "
                        + "digits, '-', '_' and '.' between letters or digits."));
            }

            if (!Syntax.IsLabelValue(value))
            {
                found.Add(ModelDiagnostics.InvalidLabel.At(
                    path + key, $"'{value}' is not a label's value.",
                    "Use at most 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends."));
            }
        }
    }

    private static void CheckReserved(string path, string kind, string key, List<Diagnostic> found)
    {
        if (ReservedKeys.Contains(key) || Array.Exists(ReservedPrefixes, prefix => key.StartsWith(prefix, StringComparison.Ordinal)))
        {
            found.Add(
                ModelDiagnostics.ReservedKey.At(path + key, $"The {kind} '{key}' is reserved.", $"Choose another key for the {kind}."));
        }
    }
}
