namespace Mesh.Kubernetes.Reading;

/// <summary>What one list or watch covers: a kind in a namespace, or in the whole cluster when the namespace is empty.</summary>
internal sealed record LiveScope(LiveKind Kind, string Namespace)
{
    /// <summary>In words: <c>pods</c>, <c>pods in namespace 'a'</c>.</summary>
    public string Words => Namespace.Length == 0 ? Kind.Resource : $"{Kind.Resource} in namespace '{Namespace}'";

    /// <summary>The scopes that are known before anything is read.</summary>
    public static IEnumerable<LiveScope> Of(LiveInventoryOptions options) =>
        LiveKind.All.Where(kind => (!kind.OnlyOnRequest || options.ReadsRemoteSecrets) && (!kind.OnlyForCapacity || options.ReadsCapacity))
            .SelectMany(kind => NamespacesOf(kind, options).Select(name => new LiveScope(kind, name)));

    private static IEnumerable<string> NamespacesOf(LiveKind kind, LiveInventoryOptions options) =>
        kind.OnlyForIstio ? options.IstioNamespaces.Distinct()
        : kind.IsNamespaced && !options.Namespaces.IsEmpty ? options.Namespaces.Concat(options.IstioNamespaces).Distinct()
        : [""];
}
