namespace Mesh.Istio.Generation.Guardrails;

/// <summary>Who may call a workspace, where that is limited.</summary>
/// <param name="Workspace">The workspace.</param>
/// <param name="Principals">
/// The identities of the pods of every permitted namespace, in ordinal order and the same in every cluster. Gateways are not among them:
/// whoever may call a gateway could call the pods otherwise.
/// </param>
internal sealed record AccessLimit(GuardedWorkspace Workspace, ValueList<string> Principals)
{
    /// <summary>Who is permitted, for people: the paths of every limit that holds.</summary>
    public string Words { get; } = "permitted: " + string.Join(
        " and ",
        Workspace.Security.Access.Where(settings => settings.Scope != AccessScope.Unlimited).Select(
            settings => WorkspacePrincipals.PathsOf(Workspace, settings) is { IsEmpty: false } paths
                ? string.Join(", ", paths) : "nobody"));

    /// <summary>Whether a namespace of a cluster is closed to all others.</summary>
    public bool Closes(ClusterFacts cluster, string namespaceName) =>
        Workspace.Namespaces.In(cluster).Contains(namespaceName) && cluster.HasNamespace(namespaceName);
}
