using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Mesh.Istio.Apply;

/// <summary>
/// The object that represents a set of applied objects, after the ApplySet standard of Kubernetes (KEP-3659, as kubectl 1.35 does it):
/// members carry its id in the label <c>applyset.kubernetes.io/part-of</c>, and its annotations name the kinds and namespaces in which
/// members are.
/// </summary>
/// <param name="Group">The API group of the parent's kind; empty for ConfigMap and Secret.</param>
/// <param name="Kind">The parent's kind.</param>
/// <param name="Plural">The kind's name in paths, for example <c>configmaps</c>.</param>
/// <param name="Namespace">The parent's namespace; <see langword="null"/> for an object of the whole cluster.</param>
/// <param name="Name">The parent's name.</param>
public sealed record ApplySetParent(string Group, string Kind, string Plural, string? Namespace, string Name)
{
    /// <summary>
    /// The set's id: <c>applyset-</c>, the SHA-256 of <c>name.namespace.kind.group</c> in base64url without padding, <c>-v1</c>. The same
    /// for the same parent in every cluster, and the same that kubectl computes.
    /// </summary>
    public string Id =>
        $"applyset-{Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($"{Name}.{Namespace}.{Kind}.{Group}")))}-v1";

    /// <summary>The API version through which the parent is read and written. Default <c>v1</c>.</summary>
    public string Version { get; init; } = "v1";

    /// <summary>A ConfigMap; Mesh creates it when it is missing. Its namespace has to exist or to be among the applied objects.</summary>
    /// <param name="namespaceName">The namespace.</param>
    /// <param name="name">The name.</param>
    /// <returns>The parent.</returns>
    public static ApplySetParent ConfigMap(string namespaceName, string name) =>
        new("", "ConfigMap", "configmaps", Checked(namespaceName), Checked(name));

    /// <summary>A Secret, kubectl's default; Mesh creates it when it is missing, without data.</summary>
    /// <param name="namespaceName">The namespace.</param>
    /// <param name="name">The name.</param>
    /// <returns>The parent.</returns>
    public static ApplySetParent Secret(string namespaceName, string name) =>
        new("", "Secret", "secrets", Checked(namespaceName), Checked(name));

    /// <summary>A custom resource of the whole cluster; it has to exist, as with kubectl.</summary>
    /// <param name="group">The API group.</param>
    /// <param name="version">The API version.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="plural">The kind's name in paths.</param>
    /// <param name="name">The name.</param>
    /// <returns>The parent.</returns>
    public static ApplySetParent Custom(string group, string version, string kind, string plural, string name) =>
        new(Checked(group), Checked(kind), Checked(plural), null, Checked(name)) { Version = Checked(version) };

    /// <summary>The parent as kubectl writes it: <c>configmaps/mesh-multicluster/mesh</c>.</summary>
    /// <returns>A text for people.</returns>
    public override string ToString() =>
        $"{Plural}{(Group.Length == 0 ? "" : $".{Group}")}/{(Namespace is null ? "" : $"{Namespace}/")}{Name}";

    private static string Checked(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        return text;
    }
}
