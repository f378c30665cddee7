namespace Mesh.Istio.Access.Groups;

/// <summary>The groups of an object's metadata. What is not named here belongs to <see cref="FieldGroups.All"/>.</summary>
internal sealed record MetadataFields
{
    /// <summary>What the server keeps itself, and so is no change.</summary>
    public ValueList<string> Ignored { get; init; } =
    [
        "name", "generateName", "namespace", "uid", "resourceVersion", "generation", "creationTimestamp", "deletionTimestamp",
        "deletionGracePeriodSeconds", "managedFields", "selfLink",
    ];

    /// <summary>The group of labels and annotations that are not reserved.</summary>
    public string Open { get; init; } = FieldGroups.Metadata;

    /// <summary>How keys of labels and annotations begin that belong to <see cref="FieldGroups.All"/>.</summary>
    public ValueList<string> ReservedPrefixes { get; init; } =
        ["multicluster.mesh/", "applyset.kubernetes.io/", "istio.io/", "internal.istio.io/"];

    /// <summary>Keys that belong to <see cref="FieldGroups.All"/>.</summary>
    public ValueList<string> ReservedKeys { get; init; } = ["app.kubernetes.io/managed-by"];

    /// <summary>The field manager whose entry may not disappear from <c>managedFields</c>.</summary>
    public string Manager { get; init; } = "mesh";

    /// <summary>The group of a label or annotation.</summary>
    public string GroupOf(string key)
    {
        foreach (string prefix in ReservedPrefixes)
        {
            if (key.StartsWith(prefix, StringComparison.Ordinal))
            {
                return FieldGroups.All;
            }
        }

        return ReservedKeys.Contains(key) ? FieldGroups.All : Open;
    }
}
