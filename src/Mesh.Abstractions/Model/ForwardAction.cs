namespace Mesh;

/// <summary>Sends requests to services.</summary>
public sealed record ForwardAction : RouteAction
{
    /// <summary>The services; several share by weight. At least one.</summary>
    public ValueList<ServiceDestination> Destinations { get; init; }

    /// <summary>The path or prefix put in place of what matched; <see langword="null"/> leaves it.</summary>
    public string? RewritePath { get; init; }

    /// <summary>The authority (Host header) put in place; <see langword="null"/> leaves it.</summary>
    public string? RewriteAuthority { get; init; }
}
