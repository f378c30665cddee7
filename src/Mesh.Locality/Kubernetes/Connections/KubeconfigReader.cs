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

        KubernetesClientConfiguration configuration = user?.ExternalExecution is { } exec
            ? BuildByPlugin(file, context, where, user, new ExecPlugin(exec, endpoint, options.TimeProvider), options.TimeProvider)
            : Build(file, context, where);
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

    private static KubernetesClientConfiguration Build(KubeconfigFile file, string context, string where)
    {
        try
        {
            return KubernetesClientConfiguration.BuildConfigFromConfigObject(file.Content, context);
        }
        catch (Exception e)
        {
            throw new ConfigurationRefusedException($"The {where} cannot be used: {SecretMask.Words(e)}", e);
        }
    }

    // The plugin is run here; KubernetesClient sees its credential as if it stood in the file.
    private static KubernetesClientConfiguration BuildByPlugin(
        KubeconfigFile file, string context, string where, UserCredentials user, ExecPlugin plugin, TimeProvider time)
    {
        ExecCredential credential;
        try
        {
            // Clients are made on a thread of their own.
            credential = plugin.RunAsync(CancellationToken.None).GetAwaiter().GetResult();
        }
        catch (Exception e)
        {
            string reason = e is ConfigurationRefusedException ? e.Message : SecretMask.Words(e);
            throw new ConfigurationRefusedException($"The exec plugin '{plugin.Command}' of the {where} failed: {reason}", e);
        }

        user.ExternalExecution = null;
        user.Token = credential.Token;
        user.ClientCertificateData = ExecCredential.Data(credential.Certificate) ?? user.ClientCertificateData;
        user.ClientKeyData = ExecCredential.Data(credential.Key) ?? user.ClientKeyData;
        KubernetesClientConfiguration configuration = Build(file, context, where);
        configuration.TokenProvider = credential.Token.Length > 0 ? new ExecTokens(plugin, credential, time) : null;
        return configuration;
    }
}
