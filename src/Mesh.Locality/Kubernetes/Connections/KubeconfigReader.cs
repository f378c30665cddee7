using k8s;
using k8s.KubeConfigModels;

namespace Mesh.Kubernetes.Connections;

/// <summary>Makes a configuration of a context in a kubeconfig, and says exactly what keeps it from being one.</summary>
internal static class KubeconfigReader
{
    public static KubernetesClientConfiguration Read(string? path, string context, ClusterConnectionOptions options)
    {
        KubeconfigFile file = KubeconfigFile.Find(path, context);
        string where = $"context '{context}' of kubeconfig '{file.Path}'";
        ContextDetails? details = file.Content.Contexts.First(candidate => candidate.Name == context).ContextDetails;
        ClusterEndpoint? endpoint = ClusterOf(file, details?.Cluster, where);
        UserCredentials? user = UserOf(file, details?.User, where);
        RequireFile(
            file, where, "certificate-authority",
            string.IsNullOrEmpty(endpoint?.CertificateAuthorityData) ? endpoint?.CertificateAuthority : null);
        RequireFile(file, where, "client-certificate", string.IsNullOrEmpty(user?.ClientCertificateData) ? user?.ClientCertificate : null);
        RequireFile(file, where, "client-key", string.IsNullOrEmpty(user?.ClientKeyData) ? user?.ClientKey : null);

        KubernetesClientConfiguration configuration = Build(file, context, where, user?.ExternalExecution);
        configuration.UserAgent = options.UserAgent;
        return configuration;
    }

    private static ClusterEndpoint? ClusterOf(KubeconfigFile file, string? name, string where) => string.IsNullOrEmpty(name)
        ? throw new ConfigurationRefusedException($"The {where} names no cluster.")
        : (file.Content.Clusters?.FirstOrDefault(cluster => string.Equals(cluster.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new ConfigurationRefusedException(
                $"The {where} names cluster '{name}', which the file does not have.")).ClusterEndpoint;

    private static UserCredentials? UserOf(KubeconfigFile file, string? name, string where) => string.IsNullOrEmpty(name)
        ? null
        : (file.Content.Users?.FirstOrDefault(user => string.Equals(user.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new ConfigurationRefusedException($"The {where} names user '{name}', which the file does not have.")).UserCredentials;

    private static void RequireFile(KubeconfigFile file, string where, string field, string? path)
    {
        if (string.IsNullOrEmpty(path))
        {
            return;
        }

        // Paths in a kubeconfig are relative to it.
        string full = Path.GetFullPath(path, Path.GetDirectoryName(file.Path) ?? "/");
        if (!File.Exists(full))
        {
            throw new ConfigurationRefusedException($"The {field} '{full}' of the {where} does not exist.");
        }
    }

    private static KubernetesClientConfiguration Build(KubeconfigFile file, string context, string where, ExternalExecution? plugin)
    {
        using ExecPluginErrors? errors = plugin is null ? null : new ExecPluginErrors(plugin);
        try
        {
            return KubernetesClientConfiguration.BuildConfigFromConfigObject(file.Content, context);
        }
        catch (Exception e) when (errors is not null)
        {
            string said = SecretText.Hide(errors.Read());
            // KubernetesClient reports what it could not parse with the stack of its parser.
            string reason = e.Message.Contains(nameof(System.Text.Json.JsonException), StringComparison.Ordinal)
                ? "what it printed is not an ExecCredential." : SecretText.Of(e);
            throw new ConfigurationRefusedException(
                $"The exec plugin '{plugin!.Command}' of the {where} failed: {reason}{(said.Length == 0 ? ""
                    : $" It said: {said.TrimEnd('.')}.")}");
        }
        catch (Exception e)
        {
            throw new ConfigurationRefusedException($"The {where} cannot be used: {SecretText.Of(e)}");
        }
    }
}
