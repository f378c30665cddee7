namespace Mesh.ApiServerDouble;

/// <summary>What an account may do: verbs on resources of groups, in one namespace or everywhere. <c>*</c> stands for all.</summary>
/// <param name="Verbs">Verbs of Kubernetes: <c>get</c>, <c>list</c>, <c>watch</c>, <c>create</c>, <c>patch</c>, <c>update</c>,
/// <c>delete</c>, <c>deletecollection</c>.</param>
/// <param name="Groups">API groups; the core group is empty.</param>
/// <param name="Resources">Plural names, with a subresource after a slash; <c>*/tls</c> is that subresource of all.</param>
public sealed record AccessRule(IReadOnlyList<string> Verbs, IReadOnlyList<string> Groups, IReadOnlyList<string> Resources)
{
    /// <summary>The only namespace in which the rule holds; null: everywhere, the cluster scope included.</summary>
    public string? Namespace { get; init; }

    /// <summary>What an access review gives as the reason.</summary>
    public string Reason { get; init; } = "";

    /// <summary>
    /// The only names for which the rule holds; empty, the default: all. Lists, watches and creates by POST have no name.
    /// </summary>
    public IReadOnlyList<string> ResourceNames { get; init; } = [];

    internal bool Allows(string verb, string group, string resource, string? @namespace, string name) =>
        Has(Verbs, verb) && Has(Groups, group) && HasResource(resource) && (Namespace is null || Namespace == @namespace)
        && (ResourceNames.Count == 0 || ResourceNames.Contains(name));

    // There is *, gateways/tls and */tls, and no gateways/*.
    private bool HasResource(string resource) => Has(Resources, resource)
        || (resource.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash && Resources.Contains($"*{resource[slash..]}"));

    private static bool Has(IReadOnlyList<string> list, string word) => list.Contains("*") || list.Contains(word);
}
