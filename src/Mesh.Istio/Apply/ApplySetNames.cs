using System.Security.Cryptography;
using System.Text;

namespace Mesh.Istio.Apply;

/// <summary>The labels and annotations of the ApplySet standard (KEP-3659).</summary>
internal static class ApplySetNames
{
    /// <summary>On the parent: the set's id.</summary>
    public const string Id = "applyset.kubernetes.io/id";

    /// <summary>On every member: the set's id.</summary>
    public const string PartOf = "applyset.kubernetes.io/part-of";

    /// <summary>On the parent: the kinds of which there are members, <c>Kind.group</c>, sorted, separated by commas.</summary>
    public const string GroupKinds = "applyset.kubernetes.io/contains-group-kinds";

    /// <summary>On the parent: the namespaces with members beside its own, sorted, separated by commas.</summary>
    public const string Namespaces = "applyset.kubernetes.io/additional-namespaces";

    /// <summary>On the parent: the tool that manages the set and its version. Another tool keeps its hands off.</summary>
    public const string Tooling = "applyset.kubernetes.io/tooling";

    /// <summary>
    /// What Mesh writes into <see cref="Tooling"/>. The version is that of the way it keeps sets, not that of the package.
    /// </summary>
    public const string OurTooling = "mesh/v1";

    /// <summary>
    /// The name of the parent of an organization's set: <c>manager.organization</c>, or the manager's where the organization is not known.
    /// </summary>
    public static string ParentOf(string manager, string? organization)
    {
        string given = string.IsNullOrEmpty(organization) ? manager : $"{manager}.{organization}";
        string name = string.Concat(given.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '-')).Trim(
            '.', '-');
        // Kubernetes takes less than a field manager may have; what was replaced must not make two names one.
        return name == given && name.Length <= 253 ? name
            : $"{name[..Math.Min(name.Length, 200)]}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(given)))[..8]}"
                .TrimStart('.', '-');
    }
}
