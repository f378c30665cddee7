using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using k8s.KubeConfigModels;

namespace Mesh.Kubernetes.Connections;

/// <summary>
/// Runs an exec plugin of a kubeconfig, as client-go does. KubernetesClient tells a plugin what it is for by reflection, which natively
/// compiled programs do not have, and has one event for what all plugins print.
/// </summary>
internal sealed class ExecPlugin(ExternalExecution plugin, ClusterEndpoint? cluster, TimeProvider time)
{
    private const int MostPrinted = 1024 * 1024;
    private const int MostSaid = 4096;

    // A plugin may ask a person to log in.
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(2);

    public string Command => plugin.Command;

    /// <exception cref="ConfigurationRefusedException">The plugin cannot be run or does not print a credential.</exception>
    public async Task<ExecCredential> RunAsync(CancellationToken cancellationToken)
    {
        using Process process = Start();
        using var limit = new CancellationTokenSource(LongestRun, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var said = new StringBuilder();
        try
        {
            Task listening = ListenAsync(process.StandardError, said, either.Token);
            byte[] printed = await ReadAsync(process.StandardOutput.BaseStream, either.Token).ConfigureAwait(false);
            await listening.ConfigureAwait(false);
            await process.WaitForExitAsync(either.Token).ConfigureAwait(false);
            return process.ExitCode == 0 ? ExecCredential.Parse(printed, plugin.ApiVersion)
                : throw new ConfigurationRefusedException($"it ended with exit code {process.ExitCode}.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ConfigurationRefusedException($"it did not end within {LongestRun.TotalMinutes} minutes.{Quoted(said)}");
        }
        catch (ConfigurationRefusedException e)
        {
            throw new ConfigurationRefusedException($"{e.Message}{Quoted(said)}");
        }
        finally
        {
            End(process);
        }
    }

    private Process Start()
    {
        if (string.IsNullOrWhiteSpace(plugin.Command) || string.IsNullOrWhiteSpace(plugin.ApiVersion))
        {
            throw new ConfigurationRefusedException("it needs command and apiVersion.");
        }

        var start = new ProcessStartInfo(plugin.Command, plugin.Arguments ?? [])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (IDictionary<string, string> variable in plugin.EnvironmentVariables ?? [])
        {
            if (!variable.TryGetValue("name", out string? name) || !variable.TryGetValue("value", out string? value))
            {
                throw new ConfigurationRefusedException("an entry of its env lacks name or value.");
            }

            start.Environment[name] = value;
        }

        start.Environment["KUBERNETES_EXEC_INFO"] = Info();
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            string hint = string.IsNullOrWhiteSpace(plugin.InstallHint) ? "" : $" {SecretMask.HideAll(plugin.InstallHint)}";
            throw new ConfigurationRefusedException($"{SecretMask.Words(e)}{hint}");
        }
    }

    // Like client-go's: the same kind in and out.
    private string Info()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("kind", "ExecCredential");
            json.WriteString("apiVersion", plugin.ApiVersion);
            json.WriteStartObject("spec");
            json.WriteBoolean("interactive", Environment.UserInteractive && !Console.IsInputRedirected);
            if (plugin.ProvideClusterInfo && cluster is not null)
            {
                WriteCluster(json, cluster);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void WriteCluster(Utf8JsonWriter json, ClusterEndpoint cluster)
    {
        json.WriteStartObject("cluster");
        json.WriteString("server", cluster.Server);
        if (!string.IsNullOrEmpty(cluster.TlsServerName))
        {
            json.WriteString("tls-server-name", cluster.TlsServerName);
        }

        if (cluster.SkipTlsVerify)
        {
            json.WriteBoolean("insecure-skip-tls-verify", true);
        }

        string? authority = !string.IsNullOrEmpty(cluster.CertificateAuthorityData) ? cluster.CertificateAuthorityData
            : string.IsNullOrEmpty(cluster.CertificateAuthority) ? null
            : Convert.ToBase64String(File.ReadAllBytes(cluster.CertificateAuthority));
        if (authority is not null)
        {
            json.WriteString("certificate-authority-data", authority);
        }

        json.WriteEndObject();
    }

    private static async Task<byte[]> ReadAsync(Stream output, CancellationToken cancellationToken)
    {
        using var printed = new MemoryStream();
        byte[] buffer = new byte[4096];
        for (int read; (read = await output.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
        {
            printed.Write(buffer, 0, read);
            if (printed.Length > MostPrinted)
            {
                throw new ConfigurationRefusedException($"it printed more than {MostPrinted} bytes.");
            }
        }

        return printed.ToArray();
    }

    // What a plugin says can ask a person for a login: it goes on to the terminal, and is kept for the case that the plugin fails.
    private static async Task ListenAsync(StreamReader errors, StringBuilder said, CancellationToken cancellationToken)
    {
        char[] buffer = new char[1024];
        for (int read; (read = await errors.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
        {
            Console.Error.Write(buffer, 0, read);
            said.Append(buffer, 0, Math.Min(read, MostSaid - said.Length));
        }
    }

    private static string Quoted(StringBuilder said)
    {
        string text = SecretMask.HideAll(said.ToString());
        return text.Length == 0 ? "" : $" It said: {text.TrimEnd('.')}.";
    }

    private static void End(Process process)
    {
        try
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or NotSupportedException)
        {
            // It has ended meanwhile, or may not be ended; nothing waits for it.
        }
    }
}
