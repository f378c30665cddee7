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

    /// <summary>What Mesh writes into <see cref="Tooling"/>. The version is that of the way it keeps sets, not that of the package.</summary>
    public const string OurTooling = "mesh/v1";
}
