using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Manifests;

/// <summary>Names of files and folders that every file system takes and that differ for different objects.</summary>
internal static class ManifestFileName
{
    private const int LongestName = 180;
    private const int HashLength = 16;
    private const string NoNamespace = "_";

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-.");
    private static readonly SearchValues<char> FolderCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._");

    /// <summary>
    /// <c>NN-kind.namespace.name</c>. Kinds and namespaces hold no dots, so no two objects share a name. What is no Kubernetes name is made
    /// one and marked with a hash.
    /// </summary>
    public static string Of(IstioObject value, string extension)
    {
        string ns = value.Metadata.Namespace ?? NoNamespace;
        string name = value.Metadata.Name;
        bool clusterScoped = value is Namespace;
        string full = clusterScoped ? name : $"{ns}.{name}";
        bool safe = full.Length <= LongestName && IsName(name) && (clusterScoped || ns == NoNamespace || IsLabel(ns));
        string readable = safe ? full : Readable(full, $"{value.Metadata.Namespace}\n{name}");
        return string.Create(
            CultureInfo.InvariantCulture, $"{KindTable.Of(value).Rank:00}-{value.Kind.ToLowerInvariant()}.{readable}{extension}");
    }

    /// <summary>Why a cluster's name cannot be a folder's name; null when it can.</summary>
    public static string? WhyNoFolder(string cluster)
    {
        if (cluster.Length is 0 or > LongestName)
        {
            return $"It must have 1 to {LongestName} characters.";
        }

        if (cluster.AsSpan().ContainsAnyExcept(FolderCharacters) || cluster[0] == '.' || cluster[^1] == '.')
        {
            return "It may hold ASCII letters, digits, '-', '_' and, inside, '.'.";
        }

        string stem = cluster.Split('.')[0].ToUpperInvariant();
        bool device = stem is "CON" or "PRN" or "AUX" or "NUL"
            || (stem.Length == 4 && stem[..3] is "COM" or "LPT" && char.IsAsciiDigit(stem[3]));
        return device ? "Windows reserves it for a device." : null;
    }

    private static bool IsName(string text) =>
        text.Length > 0 && !text.AsSpan().ContainsAnyExcept(NameCharacters) && text[0] is not ('.' or '-') && text[^1] != '.';

    private static bool IsLabel(string text) => IsName(text) && !text.Contains('.', StringComparison.Ordinal);

    private static string Readable(string full, string identity)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(identity), hash);
        var text = new StringBuilder();
        foreach (char c in full.AsSpan(0, Math.Min(full.Length, LongestName - HashLength - 1)))
        {
            char lower = char.ToLowerInvariant(c);
            text.Append(NameCharacters.Contains(lower) ? lower : '-');
        }

        return text.Append('-').Append(Convert.ToHexStringLower(hash)[..HashLength]).ToString();
    }
}
