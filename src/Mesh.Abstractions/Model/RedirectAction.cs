namespace Mesh;

/// <summary>Answers with a redirect. At least one of path, authority, port and scheme must be set.</summary>
public sealed record RedirectAction : RouteAction
{
    /// <summary>The path of the new address; <see langword="null"/> keeps it.</summary>
    public string? Path { get; init; }

    /// <summary>The authority of the new address; <see langword="null"/> keeps it.</summary>
    public string? Authority { get; init; }

    /// <summary>The port of the new address; <see langword="null"/> keeps it.</summary>
    public int? Port { get; init; }

    /// <summary>The scheme of the new address, <c>http</c> or <c>https</c>; <see langword="null"/> keeps it.</summary>
    public string? Scheme { get; init; }

    /// <summary>The status, 301, 302, 303, 307 or 308; default 301.</summary>
    public int Code { get; init; } = 301;
}
