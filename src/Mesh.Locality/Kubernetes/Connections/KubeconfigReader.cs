using k8s;
using k8s.KubeConfigModels;

namespace Mesh.Kubernetes.Connections;

/// <summary>Finds a context in a kubeconfig.</summary>
internal static class KubeconfigReader
{
    public static KubernetesClientConfiguration Read(string? path, string context, ClusterConnectionOptions options)
    {
        K8SConfiguration kubeconfig = path is null
            ? KubernetesClientConfiguration.LoadKubeConfig()
            : KubernetesClientConfiguration.LoadKubeConfig(path);
        if (kubeconfig?.Contexts?.Any(candidate => candidate.Name == context) != true)
        {
            string known = string.Join(", ", (kubeconfig?.Contexts ?? []).Select(candidate => $"'{candidate.Name}'").Order(StringComparer.Ordinal));
            throw new ConfigurationRefusedException($"The kubeconfig has no context '{context}'; it has {(known.Length == 0 ? "none" : known)}.");
        }

        KubernetesClientConfiguration configuration = KubernetesClientConfiguration.BuildConfigFromConfigObject(kubeconfig, context);
        configuration.UserAgent = options.UserAgent;
        return configuration;
    }
}
