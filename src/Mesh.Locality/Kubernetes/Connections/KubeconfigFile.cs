using System.Globalization;
using System.Text;
using k8s;
using k8s.KubeConfigModels;
using Mesh.Diagnostics;
using YamlDotNet.Core;

namespace Mesh.Kubernetes.Connections;

/// <summary>A kubeconfig that could be read.</summary>
/// <param name="Path">The full path of the file.</param>
/// <param name="Content">What it holds.</param>
internal sealed record KubeconfigFile(string Path, K8SConfiguration Content)
{
    /// <summary>The file that has a context.</summary>
    /// <param name="path">The file; null: what KUBECONFIG names, else the default of kubectl.</param>
    /// <param name="context">The context's name.</param>
    /// <exception cref="ConfigurationRefusedException">No file can be read, or none has the context.</exception>
    public static KubeconfigFile Find(string? path, string context)
    {
        (string[] paths, string origin) = PathsOf(path);
        // As kubectl does: of several files those that do not exist are passed over.
        string[] existing = [.. paths.Where(Exists)];
        if (existing.Length == 0)
        {
            throw new ConfigurationRefusedException($"The kubeconfig '{paths[0]}'{origin} does not exist.");
        }

        KubeconfigFile[] files = [.. existing.Select(Load)];
        string[] known = [.. files.SelectMany(file => file.Content.Contexts ?? []).Select(known => known.Name).Distinct().Order(
            StringComparer.Ordinal)];
        return files.FirstOrDefault(file => file.Content.Contexts?.Any(candidate => candidate.Name == context) == true)
            ?? throw new ConfigurationRefusedException(
                $"The kubeconfig '{string.Join("', '", existing)}' has no context '{context}'; it has {(known.Length == 0 ? "none"
                    : string.Join(", ", known.Select(name => $"'{name}'")))}."
                + NearestName.Question(context, known));
    }

    private static (string[] Paths, string Origin) PathsOf(string? path)
    {
        if (path is not null)
        {
            return ([System.IO.Path.GetFullPath(path)], "");
        }

        string[] named = (Environment.GetEnvironmentVariable("KUBECONFIG") ?? "").Split(
            System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return named.Length > 0
            ? ([.. named.Select(System.IO.Path.GetFullPath)], ", which KUBECONFIG names,")
            : ([KubernetesClientConfiguration.KubeConfigDefaultLocation], ", the default,");
    }

    private static bool Exists(string path) => File.Exists(path) || Directory.Exists(path);

    private static KubeconfigFile Load(string path)
    {
        byte[] bytes;
        try
        {
            bytes = ReadBounded(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string reason = Directory.Exists(path) ? "it is a folder" : e.Message;
            throw new ConfigurationRefusedException($"The kubeconfig '{path}' cannot be read: {reason.TrimEnd('.')}.", e);
        }

        if (bytes.AsSpan().Trim(" \t\r\n"u8).IsEmpty)
        {
            throw new ConfigurationRefusedException($"The kubeconfig '{path}' is empty.");
        }

        try
        {
            return new KubeconfigFile(path, new KubeconfigParser(path).Parse(Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF')));
        }
        catch (Exception e) when (e is InvalidDataException or YamlException)
        {
            string place = e is YamlException yaml ? string.Create(CultureInfo.InvariantCulture, $" (line {yaml.Start.Line})") : "";
            throw new ConfigurationRefusedException(
                $"The kubeconfig '{path}'{place} is not the YAML of a kubeconfig: {SecretMask.Words(e)}", e);
        }
        catch (Exception e)
        {
            // Not the file's fault: a token's file that cannot be read, or something of ours.
            throw new ConfigurationRefusedException($"The kubeconfig '{path}' cannot be used: {SecretMask.Words(e)}", e);
        }
    }

    // One more than is allowed: a file that grows, or one without a length, is seen too.
    private static byte[] ReadBounded(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] bytes = new byte[(int)Math.Min(stream.CanSeek ? stream.Length : KubeconfigParser.MostBytes, KubeconfigParser.MostBytes) + 1];
        int length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return length <= KubeconfigParser.MostBytes ? bytes[..length]
            : throw new IOException($"it is longer than {KubeconfigParser.MostBytes} bytes.");
    }
}
