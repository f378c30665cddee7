namespace Mesh.Inventories;

/// <summary>A DestinationRule that was found in a cluster: whose calls it concerns, so that generation takes it away from nobody.</summary>
public sealed record DestinationRuleInfo
{
    /// <summary>The DestinationRule's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>Its labels; they tell who manages it.</summary>
    public ValueMap<string> Labels { get; init; }

    /// <summary>Its host as written: a full name, a short one in its own namespace, or one that begins with <c>*</c>.</summary>
    public string Host { get; init; } = "";

    /// <summary>The labels of the pods that it is for; empty for all pods.</summary>
    public ValueMap<string> WorkloadSelector { get; init; }

    /// <summary>
    /// Whether it says how calls are made (<c>trafficPolicy</c>): of several rules of a namespace for one host the first that does holds.
    /// </summary>
    public bool HasTrafficPolicy { get; init; }

    /// <summary>The names of its subsets; of several of one name in a namespace the first holds.</summary>
    public ValueList<string> Subsets { get; init; }

    /// <summary>The namespaces that see it; empty means as the mesh's default says.</summary>
    public ValueList<string> ExportTo { get; init; }

    /// <summary>When it was created; <see langword="null"/> when that was not read.</summary>
    public DateTimeOffset? Created { get; init; }
}
