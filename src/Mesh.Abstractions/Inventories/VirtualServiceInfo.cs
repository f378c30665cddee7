namespace Mesh.Inventories;

/// <summary>
/// A VirtualService that was found in a cluster: which hosts it routes, so that generation does not route them a second time.
/// </summary>
public sealed record VirtualServiceInfo
{
    /// <summary>The VirtualService's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>Its hosts as written: full names, or short ones in its own namespace.</summary>
    public ValueList<string> Hosts { get; init; }

    /// <summary>The gateways that it is bound to; empty or containing <c>mesh</c> means the sidecars.</summary>
    public ValueList<string> Gateways { get; init; }

    /// <summary>The namespaces that see it; empty means as the mesh's default says.</summary>
    public ValueList<string> ExportTo { get; init; }

    /// <summary>When it was created; of public ones for one host the oldest holds. <see langword="null"/> when that was not read.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>Its labels; they tell who manages it.</summary>
    public ValueMap<string> Labels { get; init; }
}
