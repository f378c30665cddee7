namespace Mesh.Istio.Generation;

/// <summary>A Kubernetes service as a route names it, made complete.</summary>
/// <param name="Name">The service's name; empty when the text is a host outside Kubernetes.</param>
/// <param name="Namespace">The service's namespace; empty when the text is a host outside Kubernetes.</param>
/// <param name="Host">The full DNS name.</param>
internal readonly record struct ServiceName(string Name, string Namespace, string Host)
{
    /// <summary>Completes <c>details</c>, <c>namespace/details</c> and <c>details.namespace.svc.cluster.local</c>.</summary>
    public static ServiceName Expand(string text, string gatewayNamespace, string serviceDomain)
    {
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash >= 0)
        {
            return Of(text[(slash + 1)..], text[..slash], serviceDomain);
        }

        if (!text.Contains('.', StringComparison.Ordinal))
        {
            return Of(text, gatewayNamespace, serviceDomain);
        }

        string[] parts = text.Split('.', 4);
        bool kubernetes = parts.Length >= 3 && parts[2] == "svc" && (parts.Length == 3 || parts[3] == serviceDomain);
        return kubernetes ? Of(parts[0], parts[1], serviceDomain) : new ServiceName("", "", text);
    }

    private static ServiceName Of(string name, string namespaceName, string serviceDomain) =>
        new(name, namespaceName, $"{name}.{namespaceName}.svc.{serviceDomain}");
}
