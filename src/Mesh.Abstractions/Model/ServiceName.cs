using System.Diagnostics.CodeAnalysis;

namespace Mesh;

/// <summary>A Kubernetes service as a destination names it: name and namespace.</summary>
/// <param name="Name">The service's name.</param>
/// <param name="Namespace">Its namespace.</param>
public readonly record struct ServiceName(string Name, string Namespace)
{
    private const string ServiceMark = ".svc";

    /// <summary>The full DNS name, <c>name.namespace.svc.cluster.local</c>.</summary>
    public string Fqdn => $"{Name}.{Namespace}.svc.cluster.local";

    /// <summary>
    /// Reads <c>details</c>, <c>bookinfo-backend/details</c>, <c>details.bookinfo-backend.svc</c> or
    /// <c>details.bookinfo-backend.svc.cluster.local</c>. Whether name and namespace are valid names is not looked at.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="defaultNamespace">The namespace of a name that stands alone: the gateway's.</param>
    /// <param name="service">The service read.</param>
    /// <returns><see langword="false"/> for any other form, for example a host outside the mesh or <c>name.namespace</c>.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, string defaultNamespace, out ServiceName service)
    {
        service = default;
        if (string.IsNullOrEmpty(text))
        {
            return false;
        }

        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash >= 0)
        {
            service = new ServiceName(text[(slash + 1)..], text[..slash]);
            return slash > 0 && slash < text.Length - 1 && !text.AsSpan(slash + 1).ContainsAny('/', '.')
                && !text.AsSpan(0, slash).Contains('.');
        }

        int dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
        {
            service = new ServiceName(text, defaultNamespace);
            return true;
        }

        int second = text.IndexOf('.', dot + 1);
        if (second < 0)
        {
            return false;
        }

        service = new ServiceName(text[..dot], text[(dot + 1)..second]);
        return text[second..] is ServiceMark or ServiceMark + ".cluster.local";
    }

    /// <summary>The short form <c>namespace/name</c>.</summary>
    /// <returns>Text that <see cref="TryParse"/> reads.</returns>
    public override string ToString() => $"{Namespace}/{Name}";
}
