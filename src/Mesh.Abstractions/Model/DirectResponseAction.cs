namespace Mesh;

/// <summary>Answers without any service.</summary>
public sealed record DirectResponseAction : RouteAction
{
    /// <summary>The status, 200 to 599.</summary>
    public required int Status { get; init; }

    /// <summary>The body, at most 1 MiB; <see langword="null"/> means none.</summary>
    public string? Body { get; init; }
}
